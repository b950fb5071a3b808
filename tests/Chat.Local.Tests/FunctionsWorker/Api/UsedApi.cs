using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Chat.Local.Tests.FunctionsWorker.Api;

/// <summary>A member that compiled code refers to: its type's full name and its own, as metadata spells them.</summary>
internal sealed record UsedMember(string Type, string Name);

/// <summary>What a compiled assembly uses of another, read from its metadata.</summary>
internal sealed class UsedApi : IDisposable
{
    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly string _used;

    public UsedApi(string file, string used)
    {
        _file = new PEReader(File.OpenRead(file));
        _metadata = _file.GetMetadataReader();
        _used = used;
    }

    public IEnumerable<string> Types() =>
        _metadata.TypeReferences.Select(handle => NameOf(handle)).OfType<string>();

    public IEnumerable<UsedMember> Members() =>
        from handle in _metadata.MemberReferences
        let member = _metadata.GetMemberReference(handle)
        let type = DeclaringType(member.Parent)
        where type is not null
        select new UsedMember(type, _metadata.GetString(member.Name));

    public void Dispose() => _file.Dispose();

    private string? DeclaringType(EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => NameOf((TypeReferenceHandle)parent),
        HandleKind.TypeSpecification => NameOfGeneric((TypeSpecificationHandle)parent),
        _ => null,
    };

    private string? NameOfGeneric(TypeSpecificationHandle handle)
    {
        var signature = _metadata.GetBlobReader(_metadata.GetTypeSpecification(handle).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return null;
        }

        signature.ReadCompressedInteger();
        return signature.ReadTypeHandle() is { Kind: HandleKind.TypeReference } type
            ? NameOf((TypeReferenceHandle)type)
            : null;
    }

    private string? NameOf(TypeReferenceHandle handle)
    {
        var type = _metadata.GetTypeReference(handle);
        if (type.ResolutionScope.Kind != HandleKind.AssemblyReference)
        {
            return null;
        }

        var assembly = _metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
        return _metadata.GetString(assembly.Name) == _used
            ? $"{_metadata.GetString(type.Namespace)}.{_metadata.GetString(type.Name)}"
            : null;
    }
}

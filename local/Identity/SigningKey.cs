using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Chat.Local.Identity;

/// <summary>An RSA key that signs tokens (RS256).</summary>
public sealed class SigningKey
{
    private readonly RSA _rsa;

    private SigningKey(RSA rsa)
    {
        _rsa = rsa;
        Key = new RsaSecurityKey(rsa);
        Key.KeyId = Base64UrlEncoder.Encode(Key.ComputeJwkThumbprint());
    }

    internal RsaSecurityKey Key { get; }

    internal SigningCredentials Credentials => new(Key, SecurityAlgorithms.RsaSha256);

    /// <summary>A new key of 2048 bits.</summary>
    public static SigningKey Create() => new(RSA.Create(2048));

    /// <summary>The key that <see cref="ToPem"/> wrote.</summary>
    public static SigningKey FromPem(string pem)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(pem);
        return new SigningKey(rsa);
    }

    /// <summary>The private key, PKCS#8.</summary>
    public string ToPem() => _rsa.ExportPkcs8PrivateKeyPem();

    internal object ToPublicJwk()
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA",
            use = "sig",
            alg = SecurityAlgorithms.RsaSha256,
            kid = Key.KeyId,
            n = Base64UrlEncoder.Encode(key.Modulus),
            e = Base64UrlEncoder.Encode(key.Exponent),
        };
    }
}

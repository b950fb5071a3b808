namespace Chat.Local.Cosmos;

/// <summary>A refusal, as the service words it: status, substatus, code and message.</summary>
internal sealed class CosmosError(int status, string code, string message, int subStatus = 0) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public int SubStatus { get; } = subStatus;

    public static CosmosError BadRequest(string message, int subStatus = 0) =>
        new(400, "BadRequest", message, subStatus);

    public static CosmosError Unauthorized(string message) => new(401, "Unauthorized", message);

    public static CosmosError ItemNotFound() =>
        new(404, "NotFound", "Entity with the specified id does not exist in the system.");

    /// <summary>Substatus 1003 tells a missing container from a missing item.</summary>
    public static CosmosError OwnerNotFound() => new(404, "NotFound", "Owner resource does not exist.", 1003);

    public static CosmosError IdTaken() =>
        new(409, "Conflict", "Entity with the specified id already exists in the system.");

    public static CosmosError UniqueKeyTaken() => new(409, "Conflict", "Unique index constraint violation.");

    public static CosmosError PreconditionFailed(string message, int subStatus = 0) =>
        new(412, "PreconditionFailed", message, subStatus);

    public static CosmosError TooLarge(string message) => new(413, "RequestEntityTooLarge", message);

    public static CosmosError NotImplemented(string message) => new(501, "NotImplemented", message);
}

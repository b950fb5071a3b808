using Chat.Local.WebPubSub.Hubs;
using Microsoft.AspNetCore.Http;

namespace Chat.Local.WebPubSub.Rest;

/// <summary>What a live connection may do. Taking a permission away leaves memberships as they are.</summary>
internal static class PermissionRoutes
{
    private const string Pattern = "/permissions/{permission}/connections/{connection}";

    public static void Map(RestRoutes routes)
    {
        routes.Put(
            Pattern,
            "grantPermission",
            call =>
            {
                Existing(call).Permissions.Grant(Permission(call), Target(call));
                return Results.Ok();
            });
        routes.Delete(
            Pattern,
            "revokePermission",
            call =>
            {
                call.Connection?.Permissions.Revoke(Permission(call), Target(call));
                return Results.NoContent();
            });
        routes.Head(
            Pattern,
            "hasPermission",
            call => call.Connection?.Permissions.Allows(Permission(call), Target(call)) == true
                ? Results.Ok()
                : Results.StatusCode(404));
    }

    private static ClientConnection Existing(RestCall call) =>
        call.Connection ?? throw RestRefusal.NotFound("There is no such connection.");

    private static Permission Permission(RestCall call) =>
        call.Route("permission") switch
        {
            "sendToGroup" => Hubs.Permission.SendToGroup,
            "joinLeaveGroup" => Hubs.Permission.JoinLeaveGroup,
            _ => throw RestRefusal.BadRequest("The permission is sendToGroup or joinLeaveGroup."),
        };

    private static string? Target(RestCall call) =>
        call.Parameter("targetName") is { } group ? RestCall.CheckedGroup(group) : null;
}

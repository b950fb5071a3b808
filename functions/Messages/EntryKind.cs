namespace Chat.Functions.Messages;

/// <summary>What an entry is: the table of docs/protocol.md, section 3. The first seven are also the names of the events
/// that members send to make them.</summary>
public static class EntryKind
{
    public const string Message = "message";
    public const string Edit = "edit";
    public const string Delete = "delete";
    public const string React = "react";
    public const string Unreact = "unreact";
    public const string Pin = "pin";
    public const string Unpin = "unpin";
    public const string Join = "join";
    public const string Leave = "leave";
    public const string Role = "role";
    public const string Rename = "rename";
    public const string Archive = "archive";
    public const string Unarchive = "unarchive";
    public const string Erase = "erase";
}

public static class TextFormat
{
    public const string Plain = "plain";
    public const string Markdown = "markdown";
}

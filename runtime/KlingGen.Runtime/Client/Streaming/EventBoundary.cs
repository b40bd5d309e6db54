namespace KlingGen;

/// <summary>
/// Follows the lines of an event stream to know whether it stands between two events or inside one. The parser drops an event that no blank line ends,
/// as the standard asks for; of a paid stream the caller must know.
/// </summary>
internal struct EventBoundary
{
    private bool _fields;
    private Line _line;
    private bool _return;

    private enum Line
    {
        Empty,
        Comment,
        Field,
    }

    /// <summary>Whether a field has come since the last blank line.</summary>
    public readonly bool IsInsideEvent => _fields || _line == Line.Field;

    /// <summary>Takes the next bytes of the stream.</summary>
    public void Follow(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            // A line ends with CR, LF, or both.
            bool second = _return && value == (byte)'\n';
            _return = value == (byte)'\r';
            if (second)
                continue;
            if (value is (byte)'\r' or (byte)'\n')
            {
                _fields = _line == Line.Field || (_fields && _line == Line.Comment);
                _line = Line.Empty;
            }
            else if (_line == Line.Empty)
            {
                _line = value == (byte)':' ? Line.Comment : Line.Field;
            }
        }
    }
}

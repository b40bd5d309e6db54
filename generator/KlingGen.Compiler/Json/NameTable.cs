namespace KlingGen.Compiler.Json;

/// <summary>Gives one string per distinct member name: a schema repeats a few dozen names thousands of times.</summary>
internal sealed class NameTable
{
    private string?[] _names = new string?[256];
    private int _count;

    public string Get(string source, int start, int end)
    {
        if (source.IndexOf('\\', start, end - start) >= 0)
            return JsonStrings.Unescape(source, start, end);

        int length = end - start;
        uint hash = 2166136261;
        for (int i = start; i < end; i++)
            hash = (hash ^ source[i]) * 16777619;

        for (uint slot = hash & (uint)(_names.Length - 1); ; slot = (slot + 1) & (uint)(_names.Length - 1))
        {
            string? name = _names[slot];
            if (name is null)
            {
                name = source.Substring(start, length);
                _names[slot] = name;
                if (++_count > _names.Length / 2)
                    Grow();
                return name;
            }
            if (name.Length == length && string.CompareOrdinal(source, start, name, 0, length) == 0)
                return name;
        }
    }

    private void Grow()
    {
        string?[] old = _names;
        _names = new string?[old.Length * 2];
        foreach (string? name in old)
        {
            if (name is null)
                continue;
            uint hash = 2166136261;
            foreach (char c in name)
                hash = (hash ^ c) * 16777619;
            uint slot = hash & (uint)(_names.Length - 1);
            while (_names[slot] is not null)
                slot = (slot + 1) & (uint)(_names.Length - 1);
            _names[slot] = name;
        }
    }
}

namespace KlingGen.Emulator.Pictures;

/// <summary>A landscape that the seed decides: sky, sun or moon with stars, hills behind hills.</summary>
internal sealed class Scene(PictureOrder order)
{
    private static readonly Palette[] Palettes =
    [
        new("#1B2A49", "#C06C84", "#F8B195", "#FFE8C2", "#2D2A4A", Night: false),
        new("#0B1026", "#1F2F5C", "#4C5F9E", "#F4F1DE", "#0A0D1F", Night: true),
        new("#2E6F95", "#8AC6D0", "#F9F3DF", "#FFF7D6", "#1E4D4A", Night: false),
        new("#3A1C4A", "#A23E6C", "#F2935C", "#FFD9A0", "#24122F", Night: false),
        new("#0E2A2E", "#1E5B57", "#7FB285", "#EEF3C8", "#0A1F1D", Night: true),
        new("#6B3E26", "#C77B3F", "#F3C77B", "#FFF1CF", "#3A2417", Night: false),
        new("#20304A", "#5B7DB1", "#C3D4EA", "#FFFFFF", "#16233A", Night: false),
        new("#12051F", "#3B1E5A", "#8E5AA8", "#FBE4FF", "#0B0314", Night: true),
    ];

    private readonly Palette _palette = Palettes[(int)((ulong)order.Seed % (ulong)Palettes.Length)];
    private readonly float _w = order.Size.Width;
    private readonly float _h = order.Size.Height;

    public void Paint(Canvas canvas)
    {
        var dice = new Dice(order.Seed);
        Sky(canvas);
        if (_palette.Night)
            Stars(canvas, dice);
        Light(canvas, dice);
        for (int i = 0; i < 4; i++)
            Hills(canvas, dice, i);
    }

    private void Sky(Canvas canvas) => canvas.FillDown(_palette.SkyTop, _palette.SkyMiddle, _palette.SkyLow, 0.6f, _h * 0.85f);

    private void Stars(Canvas canvas, Dice dice)
    {
        float unit = MathF.Min(_w, _h);
        for (int i = 0; i < 90; i++)
        {
            Colour colour = Colour.White.WithAlpha((byte)dice.Between(40, 220));
            canvas.FillCircle(dice.Next() * _w, dice.Next() * _h * 0.6f, unit * dice.Between(0.0006f, 0.0024f), colour);
        }
    }

    private void Light(Canvas canvas, Dice dice)
    {
        float x = _w * dice.Between(0.6f, 0.86f), y = _h * dice.Between(0.18f, 0.42f);
        float radius = MathF.Min(_w, _h) * dice.Between(0.055f, 0.085f);
        canvas.Glow(x, y, radius * 5, _palette.Light.WithAlpha(110));
        canvas.FillCircle(x, y, radius, _palette.Light);
    }

    private void Hills(Canvas canvas, Dice dice, int row)
    {
        float near = row / 3f;
        float baseLine = _h * (0.58f + (0.11f * row));
        float height = _h * dice.Between(0.03f, 0.085f);
        float long1 = dice.Between(1.2f, 2.4f), long2 = dice.Between(3.5f, 6f), phase1 = dice.Between(0, 6.28f), phase2 = dice.Between(0, 6.28f);
        canvas.FillBelow(
            x =>
            {
                float t = x / _w * MathF.Tau;
                return baseLine - (height * MathF.Sin((t * long1 / 2) + phase1)) - (height * 0.35f * MathF.Sin((t * long2 / 2) + phase2));
            },
            Colour.Mix(_palette.SkyLow, _palette.Ground, 0.35f + (0.65f * near)));
    }

    private sealed record Palette(Colour SkyTop, Colour SkyMiddle, Colour SkyLow, Colour Light, Colour Ground, bool Night)
    {
        public Palette(string top, string middle, string low, string light, string ground, bool Night)
            : this(Colour.Parse(top), Colour.Parse(middle), Colour.Parse(low), Colour.Parse(light), Colour.Parse(ground), Night)
        {
        }
    }
}

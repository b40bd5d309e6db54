using KlingGen.Comparison;
using KlingGen.Compiler;
using KlingGen.TestKit;

namespace ComparisonTests;

/// <summary>Which words of a description speak of the price. Sentences of our own, in the ways in which providers put it.</summary>
public sealed class PriceWordsTests(ITestOutputHelper output)
{
    public static TheoryData<string> Priced =>
    [
        "Runs a second pass with a 2.0x cost multiplier.", "Turns on fine detail (+50%).", "Using it triples the bill.", "Removing the background raises the price by half.",
        "Adds 30% premium over the plain transcription.", "Longer clips are billed per second.", "Two songs are 1.5x the price of one.", "Doubles the credits that a run takes.",
        "The pro mode takes 55 steps and uses 2x more billing units.", "Also used for billing: one unit a second.", "Charged by the number of tokens.", "You are charged for each image.",
        "Audio is charged separately.", "This feature charges extra.", "An additional charge applies above 1080p.", "A surcharge of a quarter applies.", "High-poly meshes incur an upcharge.",
        "Extra $0.05 per generation.", "Costs 5 credits with texture, 15 without.", "Each sample consumes one credit: 4 samples use 4 credits.", "Credits per second: 12.",
        "Higher resolutions cost more.", "More candidates raise latency and cost.", "Standard templates cost 20 credits, premium ones 40.", "Template tier decides the price: basic, plus, studio.",
        "The preset 'cinema' is priced higher than 'draft'.", "Cheaper and a little less sharp.", "The cheapest of the three.", "More expensive than the default.", "A cost-efficient variant for everyday use.",
        "Less expensive, slower.", "There is a fee for each voice.", "A flat fee of 0.10 USD.", "Priced per megapixel.", "Billed at double the base rate.", "Half the standard rate at night.",
        "Draft runs at 0.5x the normal rate.", "Pricing depends on this setting.", "This setting has its own pricing.", "Affects the price.", "Affects pricing.", "May change your bill.",
        "Counts as 2 images.", "Every variation counts as one generation.", "The first 5 seconds are free, later ones are not.", "Up to 3 references are free of charge.", "The small model is free.", "The draft is generated for free.",
        "Included in the free tier.", "Discounted by 20% for batches.", "A discount applies from 10 images on.", "At a premium.", "You pay for what is generated.", "Pay only for the seconds that you use.",
        "A paid add-on.", "0.002 dollars a frame.", "5 cents each.", "Twice the cost of the plain model.", "at double the cost of the base model", "At an additional cost.", "at a cost of 5 credits", "At a cost of $0.05.",
        "Costs 3 times as much.", "It costs 2× as much.", "Quadruples the units.", "Tripling the usage.", "HD: +50%", "+25%", "4K output (+ 100 %)", "Increases generation time and price.",
        "Increases costs proportionally to the length.", "Adds costs for diarization.", "Rewrites the prompt; increases billable image generations.", "The vector style is 2x the cost.", "€0.01 per second.", "£2 a minute.",
        "Saves money on long videos.", "No extra cost for 720p, but 1080p doubles the price.", "At the cost of speed it is cheaper.", "Free at 480p; billed from 720p on.", "Charged at a double rate.", "Charged twice the usual amount.",
        "Extra charges apply.", "This is an expensive option.", "An economical choice for drafts.", "The budget-friendly model.", "Invoiced by the minute.", "Uses credits.", "It will be charged as two images.",
    ];

    public static TheoryData<string> Unpriced =>
    [
        "Sharper at the cost of speed.", "More variety at the cost of prompt adherence.", "Faster at no cost to quality.", "Faster, at a slight cost in detail.", "Detail comes at the price of time.", "The cost function of the optimiser.",
        "Builds a cost volume from both views.", "The weight of the cost map.", "High computational cost.", "Keeps memory cost low.", "Costs more time.", "It costs a bit of latency.", "Costs some quality.",
        "Classifier-free guidance scale.", "A free-form description.", "Free form text.", "The output is free of artifacts.", "The camera is free to move.", "A free hand sketch.", "Royalty-free music is made.", "Feel free to use tags.", "Hands-free driving.",
        "The format of the output. Format `mp4` is the usual one.", "Format mp4.", "The person in charge of the band.", "A charged atmosphere.", "Battery charge level on the display.", "A knight charges across the field.",
        "Roll the end credits.", "Opening credits in white letters.", "The credit card in the picture.", "Photo credit of the source.", "The bill of a duck.", "A stack of dollar bills.", "Billboard in the background.", "Bill is the name of the speaker.",
        "The text on the price tag.", "Reads price lists from photos.", "Discount factor of the reward.", "Discounted return.", "Computationally expensive.", "Numerically cheaper.", "An expensive-looking watch.", "Cheap plastic look.",
        "Premium quality voices.", "The premium look of leather.", "Output resolution tier.", "Tier of generation.", "Pay attention to the hands.", "Frames per second.", "Bits per second of the audio.", "Per-frame masks.",
        "Doubles width and height.", "Upscale by 2x.", "Twice as long.", "Triple the frame rate.", "Half the usual size.", "Brightness from -50% to +50%.", "A multiplier for the noise.", "Scale multiplier of the LoRA.", "The frame rate multiplier's base.",
        "The budget of thinking tokens.", "The unit of length: mm, cm.", "Number of units in the layer.", "Coffee on a table.", "Feedback strength.", "The seed of the generator.", "Accredited sources only.", "A priceless painting.", "Recharge the scene with light.",
        "Billing address on the form.", "The value at the base.", "Width times height.", "A dollar sign in the picture.", "Rate limit of the tool.", "Add 10% margin.",
    ];

    public static TheoryData<string> Denied =>
    [
        "The cost is the same with and without sound.", "At no extra cost.", "There is no additional charge.", "Without extra fees.", "Does not affect the price.", "This doesn't change the cost.", "It will not increase your bill.",
        "Has no impact on billing.", "Costs the same.", "Same price for every size.", "Prompt rewriting is not billed.", "Failed runs are never charged.", "The price stays unchanged.", "Audio is included in the price.",
        "The price is identical for all voices.", "Priced the same whatever the length.", "Does not add to the cost.",
    ];

    [Theory]
    [MemberData(nameof(Priced))]
    public void It_speaks_of_the_price(string sentence)
    {
        PriceWords words = PriceWords.Read(sentence);
        Assert.NotNull(words.Quote);
        Assert.False(words.IsDenied);
        Assert.Contains(words.Quote.Trim('…').Trim(), sentence, StringComparison.Ordinal);
        Assert.NotNull(PriceWords.Read("Something about the picture first. " + sentence + " And something after it.").Quote);
        Assert.NotNull(PriceWords.Read(sentence.ToUpperInvariant()).Quote);
    }

    [Theory]
    [MemberData(nameof(Unpriced))]
    public void It_does_not(string sentence) => Assert.Equal(new PriceWords(null, false), PriceWords.Read(sentence));

    [Theory]
    [MemberData(nameof(Denied))]
    public void It_says_that_the_price_stays(string sentence) => Assert.Equal(new PriceWords(null, true), PriceWords.Read(sentence));

    [Fact]
    public void There_are_as_many_sentences_as_promised() => Assert.True(Priced.Count + Unpriced.Count + Denied.Count >= 170, $"{Priced.Count} + {Unpriced.Count} + {Denied.Count}");

    [Fact]
    public void What_is_said_outweighs_what_is_denied_and_the_name()
    {
        Assert.Equal("its description says \"but 4k doubles the price\"", Reason("resolution", "720p at no extra cost, but 4k doubles the price"));
        Assert.Null(Reason("generate_audio", "The cost is the same with and without sound."));
        Assert.Equal("it is named 'generate_audio'", Reason("generate_audio", "Whether there is sound."));
        Assert.Null(Reason("prompt", "What to draw."));
    }

    /// <summary>Looked over by eye: of the descriptions of 200 documents, these members say something about the price, and no others do.</summary>
    [Fact]
    public void The_corpus_is_read_as_a_person_reads_it()
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        int members = 0, denied = 0;
        foreach (CorpusDocument document in Corpus.Documents)
        {
            if (Models.Read(document.Text) is not { } model)
                continue;
            foreach (DefinitionSpec definition in model.Definitions.Where(static definition => definition.InInput))
            {
                foreach (MemberSpec member in MemberComparer.MembersOf(definition))
                {
                    members++;
                    PriceWords words = PriceWords.Read(member.Doc);
                    denied += words.IsDenied ? 1 : 0;
                    if (words.Quote is { } quote)
                        found.Add($"{member.WireName}: {quote}");
                }
            }
        }
        output.WriteLine($"{members} members of requests, {found.Count} different texts, {denied} denials\n" + string.Join('\n', found));
        Assert.Equal(s_expected, found.Select(static text => text.Split(':')[0]).Distinct(StringComparer.Ordinal));
        Assert.Equal(1, denied);
    }

    private static readonly string[] s_expected =
    [
        "addons", "diarize", "duration", "enable_agentic_generation", "enable_detail_pass", "keyterms", "model", "num_frames", "num_songs", "pro_mode", "quad", "remove_background", "reranking_candidates",
        "resolution", "should_texture", "style", "textured_mesh", "tier", "use_real_cfg",
    ];

    private static string? Reason(string name, string description) =>
        CostDrivers.Reason(new MemberSpec { WireName = name, Name = name, Value = new ValueSpec(new ScalarType(ScalarKind.String), false, RuleSpec.None), Presence = MemberPresence.Optional, Doc = new DocSpec(new DocParagraph(new[] { new DocSpan(DocSpanKind.Text, description) }.ToEquatableArray()), default) }, static _ => null);
}

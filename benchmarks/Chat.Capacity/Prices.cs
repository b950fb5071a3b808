namespace Chat.Capacity;

/// <summary>List prices in US dollars, November 2026 or as the source dates them; docs/capacity.md names the sources.</summary>
public static class Prices
{
    public const double DaysPerMonth = 30.4;
    public const double WebPubSubUnitDay = 1.61;
    public const double WebPubSubMillionMessages = 1.00;
    public const double WebPubSubFreeMillionsPerUnitDay = 1;
    public const double FunctionsGigabyteSecond = 0.000026;
    public const double FunctionsMillionExecutions = 0.40;
    public const double CosmosServerlessMillion = 0.25;

    /// <summary>Autoscale: for each 100 RU/s and hour.</summary>
    public const double CosmosAutoscaleHundredHour = 0.012;
    public const double CosmosGigabyteMonth = 0.25;
    public const double EventGridMillion = 0.60;
    public const double LogsGigabyte = 2.76;
}

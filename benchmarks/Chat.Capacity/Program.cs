// Prints the tables of docs/capacity.md: dotnet run --project benchmarks/Chat.Capacity
Console.Write(Chat.Capacity.Report.Write());

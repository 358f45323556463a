using PaymentPortal.Tests.Support;

[assembly: AssemblyFixture(typeof(Browser))]
[assembly: AssemblyFixture(typeof(Databases))]
[assembly: StuckRun]

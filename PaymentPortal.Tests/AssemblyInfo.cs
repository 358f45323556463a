[assembly: AssemblyFixture(typeof(PaymentPortal.Tests.Support.Browser))]

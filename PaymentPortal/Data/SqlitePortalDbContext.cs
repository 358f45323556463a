using Microsoft.EntityFrameworkCore;

namespace PaymentPortal.Data;

/// <summary>The portal's tables in SQLite; its migrations stand in <c>Migrations/Sqlite</c>.</summary>
public sealed class SqlitePortalDbContext(DbContextOptions<SqlitePortalDbContext> options) : PortalDbContext(options);

using Microsoft.EntityFrameworkCore;

namespace PaymentPortal.Data;

/// <summary>The portal's tables in PostgreSQL; its migrations stand in <c>Migrations/Postgres</c>.</summary>
public sealed class PostgresPortalDbContext(DbContextOptions<PostgresPortalDbContext> options) : PortalDbContext(options);

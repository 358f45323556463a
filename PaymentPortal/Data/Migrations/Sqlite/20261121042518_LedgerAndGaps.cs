using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PaymentPortal.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LedgerAndGaps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "AnsweredAt",
                table: "InboxEntries",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "DeliveredAt",
                table: "InboxEntries",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "InboxAlerts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InboxAlerts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InboxJobs",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 50, nullable: false),
                    DueAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Cursor = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    AlertedUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    LastDoneAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastResult = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InboxJobs", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Movements",
                columns: table => new
                {
                    CustomerId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    Mrr = table.Column<long>(type: "INTEGER", nullable: false),
                    IsPause = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Movements", x => new { x.CustomerId, x.Currency, x.At });
                });

            migrationBuilder.CreateTable(
                name: "Replays",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    UserId = table.Column<Guid>(type: "TEXT", nullable: false),
                    EntryId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: true),
                    Count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Replays", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SubscriptionStates",
                columns: table => new
                {
                    SubscriptionId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    CustomerId = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Status = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    CollectionPaused = table.Column<bool>(type: "INTEGER", nullable: false),
                    Monthly_Currency = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    Monthly_MinorUnits = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SubscriptionStates", x => new { x.SubscriptionId, x.At });
                });

            migrationBuilder.CreateIndex(
                name: "IX_InboxAlerts_At",
                table: "InboxAlerts",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_Movements_Currency_At",
                table: "Movements",
                columns: new[] { "Currency", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Replays_At",
                table: "Replays",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_SubscriptionStates_CustomerId",
                table: "SubscriptionStates",
                column: "CustomerId");

            // What was delivered and answered before these columns were there.
            migrationBuilder.Sql("UPDATE \"InboxEntries\" SET \"DeliveredAt\" = \"ReceivedAt\" WHERE \"Source\" = 'Event'");
            migrationBuilder.Sql("UPDATE \"InboxEntries\" SET \"AnsweredAt\" = \"SnapshotAt\" WHERE \"Source\" = 'Answer'");
            // Every subscription is projected once more, so that the ledger has its past.
            migrationBuilder.Sql("UPDATE \"InboxEntries\" SET \"State\" = 'Pending' WHERE \"ObjectKind\" = 'subscription' AND \"State\" = 'Done'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "InboxAlerts");

            migrationBuilder.DropTable(
                name: "InboxJobs");

            migrationBuilder.DropTable(
                name: "Movements");

            migrationBuilder.DropTable(
                name: "Replays");

            migrationBuilder.DropTable(
                name: "SubscriptionStates");

            migrationBuilder.DropColumn(
                name: "AnsweredAt",
                table: "InboxEntries");

            migrationBuilder.DropColumn(
                name: "DeliveredAt",
                table: "InboxEntries");
        }
    }
}

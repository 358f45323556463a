using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PaymentPortal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LedgerAndGaps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "AnsweredAt",
                table: "InboxEntries",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DeliveredAt",
                table: "InboxEntries",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "InboxAlerts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    Text = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InboxAlerts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InboxJobs",
                columns: table => new
                {
                    Name = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    DueAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Cursor = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    AlertedUntil = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastDoneAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    LastResult = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InboxJobs", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Movements",
                columns: table => new
                {
                    CustomerId = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    Currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Kind = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    Mrr = table.Column<long>(type: "bigint", nullable: false),
                    IsPause = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Movements", x => new { x.CustomerId, x.Currency, x.At });
                });

            migrationBuilder.CreateTable(
                name: "Replays",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UserId = table.Column<Guid>(type: "uuid", nullable: false),
                    EntryId = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: true),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Replays", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SubscriptionStates",
                columns: table => new
                {
                    SubscriptionId = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    CustomerId = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    Status = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    CollectionPaused = table.Column<bool>(type: "boolean", nullable: false),
                    Monthly_Currency = table.Column<string>(type: "character varying(3)", maxLength: 3, nullable: false),
                    Monthly_MinorUnits = table.Column<long>(type: "bigint", nullable: false)
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

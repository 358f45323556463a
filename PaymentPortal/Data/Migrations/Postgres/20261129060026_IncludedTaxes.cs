using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PaymentPortal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class IncludedTaxes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Definition",
                table: "SubscriptionStates",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "ChargedTaxes",
                columns: table => new
                {
                    InvoiceId = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    PriceId = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    SubscriptionId = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    ChargedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    TaxRateIds = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: false),
                    RatesAreKnown = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChargedTaxes", x => new { x.InvoiceId, x.PriceId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_SubscriptionStates_Definition",
                table: "SubscriptionStates",
                column: "Definition");

            migrationBuilder.CreateIndex(
                name: "IX_ChargedTaxes_RatesAreKnown",
                table: "ChargedTaxes",
                column: "RatesAreKnown");

            migrationBuilder.CreateIndex(
                name: "IX_ChargedTaxes_SubscriptionId",
                table: "ChargedTaxes",
                column: "SubscriptionId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ChargedTaxes");

            migrationBuilder.DropIndex(
                name: "IX_SubscriptionStates_Definition",
                table: "SubscriptionStates");

            migrationBuilder.DropColumn(
                name: "Definition",
                table: "SubscriptionStates");
        }
    }
}

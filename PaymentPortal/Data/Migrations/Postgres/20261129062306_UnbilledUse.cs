using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PaymentPortal.Data.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class UnbilledUse : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ObjectId",
                table: "InboxAlerts",
                type: "character varying(255)",
                maxLength: 255,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_InboxAlerts_ObjectId",
                table: "InboxAlerts",
                column: "ObjectId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_InboxAlerts_ObjectId",
                table: "InboxAlerts");

            migrationBuilder.DropColumn(
                name: "ObjectId",
                table: "InboxAlerts");
        }
    }
}

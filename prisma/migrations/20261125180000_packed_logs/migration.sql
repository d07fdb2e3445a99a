-- AlterTable
ALTER TABLE "Phase" ADD COLUMN "logLines" INTEGER;
ALTER TABLE "Phase" ADD COLUMN "logPackedBytes" INTEGER;
ALTER TABLE "Phase" ADD COLUMN "logRemovedAt" DATETIME;

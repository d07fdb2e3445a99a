-- DropIndex
DROP INDEX "Job_status_priority_createdAt_idx";

-- CreateIndex
CREATE INDEX "Job_status_teamId_priority_createdAt_idx" ON "Job"("status", "teamId", "priority", "createdAt");

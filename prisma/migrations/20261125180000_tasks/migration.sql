-- CreateTable
CREATE TABLE "Task" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "teamId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "definitionId" TEXT,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT NOT NULL,
    "trustDomain" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "outcome" TEXT,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "startedAt" DATETIME,
    "finishedAt" DATETIME,
    "jobId" TEXT NOT NULL,
    CONSTRAINT "Task_definitionId_fkey" FOREIGN KEY ("definitionId") REFERENCES "Definition" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Task_jobId_fkey" FOREIGN KEY ("jobId") REFERENCES "Job" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- Preflights so far
INSERT INTO "Task" ("id", "teamId", "kind", "definitionId", "actorKind", "actorId", "trustDomain", "status", "outcome", "createdAt", "startedAt", "finishedAt", "jobId")
SELECT "id", "teamId", 'preflight', "definitionId", "actorKind", "actorId", "trustDomain", "status", "outcome", "createdAt", "startedAt", "finishedAt", "jobId" FROM "Preflight";

-- DropTable
DROP TABLE "Preflight";

-- CreateIndex
CREATE UNIQUE INDEX "Task_jobId_key" ON "Task"("jobId");

-- CreateIndex
CREATE INDEX "Task_definitionId_createdAt_idx" ON "Task"("definitionId", "createdAt");

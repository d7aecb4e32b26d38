-- Uploads of partners' counts that nobody finished are cleared after a time.

-- Up Migration

grant delete on count_uploads to breakwater_app;

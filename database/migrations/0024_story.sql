-- When the people of the demonstration's story had done everything it begins with. Until then a start takes up
-- what one before it left.

-- Up Migration

alter table installation add column story_began_at timestamptz;

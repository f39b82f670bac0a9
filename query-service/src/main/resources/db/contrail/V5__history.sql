-- Keys of history tables, (key, valid_during without overlaps), compare both ordinary values and ranges in one GiST index.
create extension if not exists btree_gist;

-- duckdb < claims.sql, in the folder of an unpacked package: claims with their attribution, and who said most.
CREATE VIEW claims AS FROM read_csv('claims.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"');
CREATE VIEW holders AS FROM read_csv('holders.csv', header = true, all_varchar = true, delim = ',', quote = '"', escape = '"');

SELECT attribution, coalesce(verbatim, paraphrase) AS words, claim_url FROM claims LIMIT 5;

WITH last AS (SELECT claim_id, max(link_position::INTEGER) AS position FROM holders GROUP BY claim_id)
SELECT name, count(*) AS claims
FROM holders JOIN last ON last.claim_id = holders.claim_id AND last.position = holders.link_position::INTEGER
WHERE polarity = 'did'
GROUP BY name ORDER BY claims DESC, name LIMIT 5;

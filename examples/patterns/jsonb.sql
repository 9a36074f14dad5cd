-- Make the payload out of rows, and rows out of the payload. With jsonb in, jsonb comes out.
-- jsonb_build_object escapes what it is given; gluing JSON together with || or format() does not.

CREATE SCHEMA IF NOT EXISTS lambda_examples;
DROP TABLE IF EXISTS lambda_examples.guests;
CREATE TABLE lambda_examples.guests (name text PRIMARY KEY, tags text[] NOT NULL);
INSERT INTO lambda_examples.guests VALUES ('Ada "Countess" Lovelace', '{"first",vip}'), ('O''Brien', '{}');

SELECT guest.name, answer.*
FROM lambda_examples.guests AS guest
CROSS JOIN LATERAL aws_lambda.invoke(
  'greet',
  jsonb_build_object('name', guest.name, 'tags', to_jsonb(guest.tags))
) AS reply
CROSS JOIN LATERAL jsonb_to_record(reply.payload) AS answer (greeting text, length int);

-- One call for the whole table: a list of rows as the payload.
SELECT reply.status_code, reply.payload -> 'greeting' AS greeting
FROM (SELECT jsonb_build_object('name', string_agg(name, ' and ' ORDER BY name)) AS request FROM lambda_examples.guests) AS r
CROSS JOIN LATERAL aws_lambda.invoke('greet', r.request) AS reply;

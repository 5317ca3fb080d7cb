import { expect, test } from 'vitest';
import { estAbsent } from '../erreurs';
import { serveurDEssai } from '../testing/serveur-dessai';
import { magasinNano } from './nano';

// As CouchDB writes its answers, to the byte.

let corps = '';
let statut = 200;
let couper = false;
const adresse = serveurDEssai((_, res) => {
  res.writeHead(statut, { 'content-type': 'application/json', 'transfer-encoding': 'chunked' });
  res.write(corps, () => (couper ? res.destroy() : res.end()));
});

const TETE = '{"total_rows":4,"offset":0,"rows":[\r\n';
const ligne = (id: string): string => JSON.stringify({ id, key: id, value: { rev: `1-${id.length}` } });
const lire = (dit: { corps: string; statut?: number; couper?: boolean }) => {
  [corps, statut, couper] = [dit.corps, dit.statut ?? 200, dit.couper ?? false];
  const m = magasinNano(adresse());
  return m.plage('tg-central', { debut: '', fin: '\ufff0' }, 'sans');
};

test('ids of a range as they are, with quotes, bars and accents; none of an empty one, nor of a database that is not there', async () => {
  const ids = ['a', 'b"c', 'd\\e', 'é:\u2028', 'f'];
  expect(await lire({ corps: `${TETE}${ids.map(ligne).join(',\r\n')}\r\n]}\n` })).toEqual(
    ids.map((id) => ({ id, rev: `1-${id.length}` })),
  );
  expect(await lire({ corps: `${TETE}\r\n]}\n` })).toEqual([]);
  expect(await lire({ statut: 404, corps: '{"error":"not_found","reason":"Database does not exist."}' })).toEqual([]);
});

test('an answer that was cut, between two rows or in one, by the line or by the store itself, is no answer', async () => {
  const debut = `${TETE}${ligne('a')},\r\n`;
  for (const coupee of [debut, `${debut}${ligne('b').slice(0, 12)}`, `${debut}\n\n{"error":"timeout","reason":"x"}\n`])
    for (const couper of [true, false]) {
      const e = await lire({ corps: coupee, couper }).catch((x: unknown) => x);
      expect(estAbsent(e), coupee).toBe(true);
      expect(e).toMatchObject({ message: 'réponse du magasin coupée (ECONNRESET)' });
    }
  await expect(lire({ statut: 500, corps: '{"error":"timeout","reason":"x"}' })).rejects.toMatchObject({
    statusCode: 500,
    error: 'timeout',
  });
});

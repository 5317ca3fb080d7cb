import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { realpath } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { dossierTemporaire } from './testing/atelier';
import { verrouiller } from './verrou';

test('one that holds the lock and never answers does not keep the next one waiting for ever', async () => {
  const dossier = await dossierTemporaire();
  const empreinte = createHash('sha256')
    .update(await realpath(dossier))
    .digest('hex')
    .slice(0, 32);
  const muets: Socket[] = [];
  // It answers nothing, and closes nothing that was opened.
  const occupant = createServer((s) => void muets.push(s.on('error', () => undefined)));
  occupant.listen(`\0telegestion-svi-${empreinte}`);
  await once(occupant, 'listening');
  const frappe = once(occupant, 'connection');
  const verrou = verrouiller(dossier);
  await frappe;
  // Its lock is free, but the one who knocked still has its line.
  occupant.close();
  const liberer = await verrou;
  await expect(verrouiller(dossier)).rejects.toThrow('un SVI tourne déjà');
  await liberer();
  for (const s of muets) s.destroy();
});

import { describe, expect, it } from 'vitest';
import { expliquer, placeLibre } from './expliquer';

const du = (message: string) => Object.assign(new Error(message), { scope: 'socket' });
const dit = (e: unknown, libres: number | undefined) => expliquer(e, { dossier: '/srv/donnees', libres });

describe('ce que dit une commande qui échoue', () => {
  it('[CL-2] un disque plein : où, combien il reste, et que rien n’est à moitié fait', () => {
    const plein = 'Le disque de « /srv/donnees » est plein (0 Mo libres) : ';
    expect(dit(du('error happened in your connection. Reason: Error: read ECONNRESET'), 60_000)).toContain(plein);
    expect(dit(new Error('connect ECONNREFUSED 127.0.0.1:41117'), 60_000)).toContain(plein);
    expect(dit(du('IO error: No space left on device'), 60_000)).toContain(plein);
    expect(dit(new Error("ENOSPC: no space left on device, write '/autre'"), undefined)).toContain('est plein : ');
  });

  it('le disque d’un autre dossier, plein, n’est pas celui des données', () => {
    expect(dit(new Error('ENOSPC: no space left on device, write'), 20_000_000_000)).toMatch(
      /^Le disque où cette commande écrit est plein : /,
    );
  });

  it('un magasin coupé sans que le disque soit plein n’en accuse pas le disque ; rien d’anglais', () => {
    for (const libres of [undefined, 20_000_000_000])
      expect(dit(du('error happened in your connection. Reason: Error: read ECONNRESET'), libres)).toBe(
        'Le magasin s’est arrêté en cours de route : ce qui n’était pas fini n’est pas pris. Relancez la même commande.',
      );
    // A fault that is not the store's is not the disk's, however full it is.
    expect(dit(new Error('autre chose'), 60_000)).toBe('La commande a échoué : autre chose');
  });

  it('CouchDB arrêté derrière son mandataire : le magasin ne répond pas, et quoi vérifier', () => {
    for (const statut of [502, 503, 504])
      expect(dit(du(`couch returned ${statut}`), 20_000_000_000)).toMatch(
        new RegExp(`^Le magasin ne répond pas \\(${statut}.*vérifiez que CouchDB tourne`),
      );
    expect(dit(du('couch returned 500'), 20_000_000_000)).toBe('La commande a échoué : couch returned 500');
  });

  it('la place se lit ; d’un dossier absent, elle n’est pas dite', async () => {
    expect(await placeLibre('.')).toBeGreaterThan(0);
    expect(await placeLibre('/nulle/part')).toBeUndefined();
  });
});

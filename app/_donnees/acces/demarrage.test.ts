import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ecrireCompte } from '../base/stockage';
import { navigateur } from '../base/testing/navigateur';
import { demarrer, guetterServeur } from './demarrage';
import { acces, aller } from './etat';

/** What the server answers; silent without. */
let reponse: (() => Response) | undefined;
const COMPTE = { identifiant: 'marie', antenne: 'EST', joursSansContact: 5, profil: '' };
const vuMaintenant = () => ({ ...COMPTE, vuLe: new Date().toISOString() });

beforeEach(() => {
  navigateur();
  reponse = undefined;
  vi.stubGlobal('fetch', async () => {
    if (!reponse) throw new TypeError('Failed to fetch');
    return reponse();
  });
});
afterEach(() => {
  aller({ etape: 'OUVERTURE' });
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('[CO-6] a PC that waits for the server to unlock', () => {
  beforeEach(() => {
    ecrireCompte(vuMaintenant());
    aller({ etape: 'DEVERROUILLAGE', compte: vuMaintenant() });
  });

  it('asks whether it is back, and draws nothing again under what is typed while it is not', async () => {
    const avant = acces.lire();
    await guetterServeur();
    // Something else answers, in its place.
    reponse = () => new Response('<html>Bloqué</html>', { status: 403 });
    await guetterServeur();
    reponse = () => new Response('<html>Bienvenue</html>', { status: 200 });
    await guetterServeur();
    expect(acces.lire()).toBe(avant);
  });

  it('goes on by itself as soon as it answers', async () => {
    reponse = () => Response.json({ code: 'SESSION', message: 'Reconnectez-vous.' }, { status: 401 });
    await guetterServeur();
    expect(acces.lire().etape).toBe('CONNEXION');
  });
});

it('an answer that is not as its contract says does not leave the page at its opening: the password opens what this PC keeps', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  reponse = () => Response.json({ bonjour: true });
  await demarrer();
  expect(acces.lire()).toMatchObject({ etape: 'CONNEXION', message: expect.stringMatching(/^La réponse/) });
  aller({ etape: 'OUVERTURE' });
  ecrireCompte(vuMaintenant());
  await demarrer();
  expect(acces.lire()).toMatchObject({ etape: 'DEVERROUILLAGE', message: expect.stringMatching(/^La réponse/) });
});

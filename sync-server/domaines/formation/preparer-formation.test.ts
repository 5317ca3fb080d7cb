import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Refus, Resultat } from '#shared/contrats/commun';
import { baseAntenne } from '#shared/contrats/ids';
import { lireIds, plageDuType } from '../../ports/documents';
import { rattraper } from '../../transitions/rattraper';
import { listerComptes } from '../acces/comptes';
import { type Banc, MAINTENANT, ouvrirBanc } from '../dossiers/testing/banc-import';
import { type CommandeFormation, preparerFormation } from './preparer-formation';

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
});
afterAll(() => b.fermer());

const horloge = () => MAINTENANT;
const preparer = (plus: Partial<CommandeFormation> = {}) => {
  let suivant = 0;
  return preparerFormation(
    {
      magasin: b.magasin,
      horloge,
      hasard: () => suivant++,
      auteur: 'essai',
      rattraper: () => rattraper(b.magasin, horloge),
    },
    { mode: 'formation', dataDir: b.dataDir, antenne: 'SUD', stagiaires: 2, graine: 1, taille: 'petite', ...plus },
  );
};
const refus = (r: Resultat<unknown>): Refus | undefined => (r.ok ? undefined : r.refus);

it('un service inventé et un compte par stagiaire ; jamais en production, ni sur ce qui existe déjà', async () => {
  expect(refus(await preparer({ mode: 'production' }))).toMatchObject({ code: 'MODE' });
  for (const stagiaires of [0, 21, 1.5, Number.NaN])
    expect(refus(await preparer({ stagiaires }))).toMatchObject({ code: 'STAGIAIRES' });
  expect(await listerComptes(b.magasin)).toEqual([]);

  const r = await preparer();
  expect(r).toMatchObject({ ok: true, valeur: { antenne: 'Sud' } });
  if (!r.ok) return;
  expect(r.valeur.comptes.map((c) => c.identifiant)).toEqual(['stagiaire1', 'stagiaire2']);
  expect(r.valeur.comptes.every((c) => c.motDePasse.length >= 10)).toBe(true);
  expect(await listerComptes(b.magasin)).toMatchObject([
    { identifiant: 'stagiaire1', role: 'GESTIONNAIRE', antennes: ['SUD'], responsable: true, actif: true },
    { identifiant: 'stagiaire2' },
  ]);
  // Something to follow, to correct and to close: this month and the last one.
  const visites = await lireIds(b.magasin, baseAntenne('SUD'), plageDuType('intervention'));
  expect(new Set(visites.map((id) => id.slice(13, 20)))).toEqual(new Set(['2026-10', '2026-11']));

  expect(refus(await preparer())).toMatchObject({ code: 'OCCUPE' });
});

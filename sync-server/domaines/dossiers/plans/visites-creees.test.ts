import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lireFichier } from '#shared/formats/codec-lecture';
import { PLANNING } from '#shared/formats/planning/planning';
import { localParis } from '#shared/temps/paris';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { lireInterventions, lireVisites } from '../../../store/lectures/connus';
import { calculer } from '../../cloture/clore/calculer';
import { type Banc, compterRequetes, fichier, ouvrirBanc, rapportDe, SERVICE } from '../testing/banc-import';
import { registre } from './visites';
import { lireCreees } from './visites-creees';

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer({
    ...SERVICE,
    [NOM]: fichier('PLANNING', [
      'V1;M1;I1;28/09/2026 14:00;28/09/2026 15:00;AD',
      'V2;M1;I1;29/09/2026 14:00;29/09/2026 15:00;AD',
      'V3;M1;I1;30/09/2026 14:00;30/09/2026 15:00;AD',
    ]),
    'CORRECTIONS_202609.csv': fichier('CORRECTIONS', [
      'C1;30/09/2026 17:00:00;anne;CREATION;;V1;;;;28/09/2026 14:05;28/09/2026 15:05;;PANNE_SVI;;',
      'C3;30/09/2026 17:00:00;anne;CREATION;;V3;;;;30/09/2026 14:10;30/09/2026 15:10;;PANNE_SVI;;',
    ]),
  });
});
afterAll(() => b.fermer());

const NOM = 'PLANNING_202609.csv';
const AUTRE_JOUR = fichier('PLANNING', [
  'V1;M1;I1;12/10/2026 14:00;12/10/2026 15:00;AD',
  'V2;M1;I1;13/10/2026 14:00;13/10/2026 15:00;AD',
  'V3;M1;I1;01/10/2026 14:00;01/10/2026 15:00;AD',
]);

const MAINTENANT = '2026-11-05T08:00:00Z' as Instant;
/** Hours that the closing of September would freeze. */
const serviceFait = async (): Promise<string[]> => {
  const r = await calculer({ magasin: b.magasin, horloge: () => MAINTENANT }, '2026-09' as Mois, ['SUD']);
  if (!r.ok) throw new Error(r.refus.message);
  const etats = r.valeur.aFiger.get('SUD')?.etats ?? [];
  return etats.flatMap((e) => e.visites.map((v) => `${localParis(v.debut)} ${v.duree}`));
};

describe('a planned visit that a manager created, and that PLANNING puts on another day', () => {
  const faites = ['2026-09-28T14:05:00 60', '2026-09-30T14:10:00 60'];

  it('[CO-1] [CO-7] stays on the day on which it was done: the row is refused, the others taken, and no hour is lost', async () => {
    expect(await serviceFait()).toEqual(faites);
    const f = rapportDe(await b.importer({ [NOM]: AUTRE_JOUR }), NOM);
    expect(f.refuses).toMatchObject([{ ligne: 2, colonne: 'id_planning', valeur: 'V1' }]);
    expect([f.modifies, f.absents]).toEqual([2, 0]);
    expect(await serviceFait()).toEqual(faites);
  });

  it('[CO-1] all those that the file moves are looked at in one reading of the days about them, however many', async () => {
    const visites = registre(await lireVisites(b.magasin, '2026-09-01' as DateCivile, '2026-10-31' as DateCivile));
    const demander = async (ids: readonly string[]) => {
      const texte = fichier(
        'PLANNING',
        ids.map((id) => `${id};M1;I1;20/11/2026 14:00;20/11/2026 15:00;AD`),
      );
      const lu = lireFichier(PLANNING, texte);
      if (!lu.ok) throw new Error(lu.raison);
      const { magasin, requetes } = compterRequetes(b.magasin);
      const lignes = lu.lignes.map((l) => l.valeur);
      return { creees: [...(await lireCreees(magasin, lignes, visites, MAINTENANT))].sort(), n: requetes.length };
    };
    const une = await demander(['V1']);
    expect(une.creees).toEqual(['V1']);
    expect(await demander(['V1', 'V3'])).toEqual({ creees: ['V1', 'V3'], n: une.n });
    // None moves: nothing is asked.
    expect(await demander([])).toEqual({ creees: [], n: 0 });
  });

  it('[CO-1] once it is deleted, the same bytes move it', async () => {
    await b.importer({
      'CORRECTIONS_202610.csv': fichier('CORRECTIONS', [
        'C9;02/10/2026 10:00:00;anne;SUPPRESSION;;V1;;;;;;;ERREUR_PLANNING;;',
      ]),
    });
    const f = rapportDe(await b.importer({ [NOM]: AUTRE_JOUR }), NOM);
    expect([f.modifies, f.refuses]).toEqual([1, []]);
  });
});

describe('one that punches have joined since', () => {
  const loin = fichier('PLANNING', ['W1;M1;I1;12/10/2026 14:00;12/10/2026 15:00;AD']);
  const ouvrir = async () => {
    const banc = await ouvrirBanc();
    await banc.importer({
      ...SERVICE,
      [NOM]: fichier('PLANNING', ['W1;M1;I1;28/09/2026 14:00;28/09/2026 15:00;AD']),
      'CORRECTIONS_202609.csv': fichier('CORRECTIONS', [
        'C1;30/09/2026 17:00:00;anne;CREATION;;W1;;;;28/09/2026 14:05;28/09/2026 15:05;;PANNE_SVI;;',
      ]),
    });
    await banc.importer(
      {
        'POINTAGES_202609.csv': fichier('POINTAGES', [
          'P1;28/09/2026 14:03:00;A;I1;M1;',
          'P2;28/09/2026 14:58:00;D;I1;M1;',
        ]),
      },
      { a: '2026-11-05T09:00:00Z' },
    );
    return banc;
  };
  const dites = async (banc: Banc) =>
    (await lireInterventions(banc.magasin, 'SUD', '2026-09-01' as DateCivile, '2026-10-31' as DateCivile))
      .map((i) => [i.id, i.date, i.intervenantId, i.creations])
      .sort();

  it('[CO-7] [CO-8] stays on its day too: no visit without aide is left there for the closing to wait for', async () => {
    const banc = await ouvrir();
    try {
      const jointe = [['P1', '2026-09-28', 'I1', ['C1']]];
      expect(await dites(banc)).toEqual(jointe);
      const f = rapportDe(await banc.importer({ [NOM]: loin }), NOM);
      expect(f.refuses).toMatchObject([{ ligne: 2, colonne: 'id_planning', valeur: 'W1' }]);
      expect(await dites(banc)).toEqual(jointe);
    } finally {
      await banc.fermer();
    }
  });

  it('[CO-7] annulled, it is moved, and its punches stay by themselves: nothing else stands for what was created', async () => {
    const banc = await ouvrir();
    try {
      await banc.importer(
        {
          'CORRECTIONS_202610.csv': fichier('CORRECTIONS', [
            'C9;05/11/2026 09:30:00;anne;SUPPRESSION;P1;;;;;;;;ERREUR_PLANNING;;',
          ]),
        },
        { a: '2026-11-05T10:00:00Z' },
      );
      const f = rapportDe(await banc.importer({ [NOM]: loin }, { a: '2026-11-05T11:00:00Z' }), NOM);
      expect(f.refuses).toEqual([]);
      expect(await dites(banc)).toEqual([
        ['P1', '2026-09-28', 'I1', []],
        ['W1', '2026-10-12', 'I1', []],
      ]);
    } finally {
      await banc.fermer();
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { antenneSchema } from '#shared/contrats/antenne';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import { poserRegistre, REGISTRE_DE_DEPART, registreEnPlace } from '#shared/domain/antenne/registre';
import type { DateCivile } from '#shared/temps/types';
import { ecrireTout } from '../../../store/ecrire';
import { lireUn } from '../../../store/lire';
import { creerAntenne } from '../../antennes/antennes';
import { type Banc, fichier, ligneUsager, MAINTENANT, ouvrirBanc, rapportDe, SERVICE } from '../testing/banc-import';
import { dernierImport } from './journal-imports';

// A file that comes again unchanged, with rows that were refused: what is said of them is right, whether it is read or not.

let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
  await b.importer(SERVICE);
});
afterAll(() => b.fermer());
afterAll(() => void poserRegistre(REGISTRE_DE_DEPART));

const prendre = async (nom: string, texte: string) => rapportDe(await b.importer({ [nom]: texte }), nom);

/** Another text in the journal than what reading the file gives: which of the two is said tells whether it was read. */
const DU_JOURNAL = 'dit par le journal';
const marquerJournal = async (nom: string) => {
  const doc = await dernierImport(b.magasin, nom);
  if (!doc) throw new Error(`${nom} n’a pas été pris`);
  const refuses = doc.rapport.refuses.map((r) => ({ ...r, raison: DU_JOURNAL }));
  await ecrireTout(b.magasin, BASE_CENTRALE, [{ ...doc, rapport: { ...doc.rapport, refuses } }]);
  return async () => {
    const _rev = (await dernierImport(b.magasin, nom))?._rev;
    await ecrireTout(b.magasin, BASE_CENTRALE, [{ ...doc, _rev }]);
  };
};
const oublier = async (id: string) => {
  const repere = await lireUn(b.magasin, BASE_CENTRALE, id);
  if (!repere) throw new Error(`pas de ${id}`);
  await b.magasin.ecrireLocal(BASE_CENTRALE, id as `_local/${string}`, { ...repere, _deleted: true });
};

const PLANNING = 'PLANNING_202611.csv';
const planning = fichier('PLANNING', [
  'V1;M1;I1;03/11/2026 08:30;03/11/2026 09:30;AD',
  'V2;M3;I1;03/11/2026 10:00;03/11/2026 11:00;AD',
  'V3;M1;I1;31/11/2026 10:00;31/11/2026 11:00;AD',
]);
const POINTAGES = 'POINTAGES_202611.csv';
const pointages = fichier('POINTAGES', [
  'P1;03/11/2026 08:31:00;A;I1;M1;',
  'P2;03/11/2026 09:29:00;D;I1;M1;',
  'P3;03/11/2026 10:00:00;A;I1;M3;',
]);
const CORRECTIONS = 'CORRECTIONS_202611.csv';
const corrections = fichier('CORRECTIONS', [
  'C1;04/11/2026 10:00:00;anne;MINUTES;P1;;;;;;;900;ATTENTE_PORTE;;',
  'C2;04/11/2026 10:00:00;anne;SUPPRESSION;P2;;;;;;;;ABSENCE_USAGER;;',
  'C3;04/11/2026 10:00:00;anne;SUPPRESSION;P3;;;;;;;;ABSENCE_USAGER;;',
]);
const ABSENCES = 'ABSENCES_202611.csv';
const absences = `id_millesime;type;debut;fin;commentaire\nM3;VACANCES;10/11/2026;12/11/2026;\n#FIN;1\n`;
const USAGERS_DU_JOUR = 'USAGERS_20261102.csv';
const usagersDuJour = fichier('USAGERS', [
  ligneUsager('M1'),
  ligneUsager('M2', { antenne: 'EST' }),
  ligneUsager('M4', { financeur: 'NOUVEAU' }),
]);

const FICHIERS = {
  [PLANNING]: planning,
  [POINTAGES]: pointages,
  [CORRECTIONS]: corrections,
  [ABSENCES]: absences,
  [USAGERS_DU_JOUR]: usagersDuJour,
};
const REPERES: Record<string, string> = {
  [PLANNING]: '_local/relecture-PLANNING-2026-11',
  [POINTAGES]: '_local/relecture-POINTAGES-2026-11',
  [CORRECTIONS]: '_local/relecture-CORRECTIONS-2026-11',
  [ABSENCES]: '_local/relecture-ABSENCES-2026-11',
  [USAGERS_DU_JOUR]: '_local/relecture-USAGERS',
};

describe('the same bytes, some of whose rows are refused', () => {
  it('writes nothing, says the same whether it is read or not, and is not read from the first time that it comes again', async () => {
    const premiere = await b.importer(FICHIERS);
    expect(Object.keys(FICHIERS).map((nom) => [nom, rapportDe(premiere, nom).refuses.length])).toEqual([
      [PLANNING, 2],
      [POINTAGES, 1],
      [CORRECTIONS, 2],
      [ABSENCES, 1],
      [USAGERS_DU_JOUR, 1],
    ]);
    const avant = await b.photographier();
    // The verdicts of the corrections taken beside it came after it: once more, then no more.
    await prendre(PLANNING, planning);
    for (const [nom, texte] of Object.entries(FICHIERS)) {
      const remettre = await marquerJournal(nom);
      expect((await prendre(nom, texte)).refuses.map((r) => r.raison)).toContain(DU_JOURNAL);
      await remettre();
      const dit = await prendre(nom, texte);
      await oublier(REPERES[nom] ?? '');
      expect([nom, await prendre(nom, texte)]).toEqual([nom, dit]);
      expect(dit).toMatchObject({ etat: 'INCHANGE', refuses: rapportDe(premiere, nom).refuses });
      // Read, it noted once more that it has nothing to say.
      expect(await lireUn(b.magasin, BASE_CENTRALE, REPERES[nom] ?? '')).toBeDefined();
    }
    expect(await b.photographier()).toEqual(avant);
  });

  it('is read again once what a row lacked has come, and not for what it does not look at', async () => {
    const remettre = await marquerJournal(PLANNING);
    // Punches change nothing of a planning.
    await prendre('POINTAGES_202610.csv', fichier('POINTAGES', ['P9;01/10/2026 08:31:00;A;I1;M1;']));
    expect((await prendre(PLANNING, planning)).refuses.map((r) => r.raison)).toEqual([DU_JOURNAL, DU_JOURNAL]);
    await remettre();
    await b.importer({
      'FINANCEURS.csv': SERVICE['FINANCEURS.csv'].replace(
        /#FIN;2/,
        'NOUVEAU;Nouveau;MUTUELLE;01/01/2024;0;N;1;PROCHE;26,30\r\n#FIN;3',
      ),
    });
    expect(await prendre(USAGERS_DU_JOUR, usagersDuJour)).toMatchObject({ etat: 'IMPORTE', crees: 1, refuses: [] });
    await prendre(
      'USAGERS_20261103.csv',
      fichier('USAGERS', [
        ...['M1', 'M3'].map((id) => ligneUsager(id)),
        ligneUsager('M2', { antenne: 'EST' }),
        ligneUsager('M4', { financeur: 'NOUVEAU' }),
      ]),
    );
    // [CO-3] One minute too many stays refused, a day that does not exist too.
    expect(await prendre(PLANNING, planning)).toMatchObject({ crees: 1, refuses: [{ ligne: 4 }] });
    expect(await prendre(CORRECTIONS, corrections)).toMatchObject({ crees: 0, refuses: [{ ligne: 2 }, { ligne: 4 }] });
    expect(await prendre(POINTAGES, pointages)).toMatchObject({ crees: 1, refuses: [] });
    expect(await prendre(CORRECTIONS, corrections)).toMatchObject({ crees: 1, refuses: [{ ligne: 2 }] });
    expect(await prendre(ABSENCES, absences)).toMatchObject({ crees: 1, refuses: [] });
  });

  it('that the judge alone refused, is said from the journal as reading it would say it', async () => {
    const nom = 'CORRECTIONS_202610.csv';
    const texte = fichier('CORRECTIONS', [
      'C8;04/11/2026 11:00:00;anne;SUPPRESSION;P9;;;;;;;;ABSENCE_USAGER;;',
      'C9;04/11/2026 11:30:00;anne;MINUTES;P9;;;;;;;10;ATTENTE_PORTE;;',
    ]);
    const repere = '_local/relecture-CORRECTIONS-2026-10';
    const refuses = [{ ligne: 3, colonne: 'id_correction' }];
    expect(await prendre(nom, texte)).toMatchObject({ etat: 'IMPORTE', lus: 2, crees: 1, refuses });
    const remettre = await marquerJournal(nom);
    expect((await prendre(nom, texte)).refuses.map((r) => r.raison)).toEqual([DU_JOURNAL]);
    await remettre();
    const dit = await prendre(nom, texte);
    await oublier(repere);
    expect(await prendre(nom, texte)).toEqual(dit);
    expect(dit).toMatchObject({ etat: 'INCHANGE', lus: 2, inchanges: 1, refuses });
    // Reading it, which has just been done, notes the same as what was noted without.
    expect(await lireUn(b.magasin, BASE_CENTRALE, repere)).toBeDefined();
  });

  const NEUVE = antenneSchema.parse('ZZ_NEUVE');
  const creerNeuve = () =>
    creerAntenne({ magasin: b.magasin, horloge: () => MAINTENANT, auteur: 'admin' }, { code: NEUVE, libelle: 'Neuve' });
  const AIDES = 'INTERVENANTS_20261104.csv';
  const aides = fichier('INTERVENANTS', [
    'I1;MME;AUBERT;Djeneba;SUD;;11111;01/01/2024;',
    'I2;MME;PERRIN;Awa;EST;;;01/01/2024;',
    'I3;MME;NEUVE;Awa;ZZ_NEUVE;;;01/01/2024;',
  ]);
  const usagers = fichier('USAGERS', [
    ...['M1', 'M3'].map((id) => ligneUsager(id)),
    ligneUsager('M2', { antenne: 'EST' }),
    ligneUsager('M4', { financeur: 'NOUVEAU' }),
    ligneUsager('M5', { antenne: 'ZZ_NEUVE' }),
  ]);

  it('that an antenna was unknown refused, is taken once the antenna is created, be it the same file or that of the next day', async () => {
    const refuses = [{ colonne: 'antenne' }];
    for (const etat of ['IMPORTE', 'INCHANGE']) {
      expect(await prendre(AIDES, aides)).toMatchObject({ etat, refuses });
      expect(await prendre('USAGERS_20261104.csv', usagers)).toMatchObject({ etat, refuses });
    }
    const avant = registreEnPlace();
    expect(await creerNeuve()).toMatchObject({ ok: true });
    const apres = poserRegistre(avant);
    // A process that has not heard of it yet says the same, and reads again once it has.
    expect(await prendre(AIDES, aides)).toMatchObject({ etat: 'INCHANGE', refuses });
    poserRegistre(apres);
    expect(await prendre(AIDES, aides)).toMatchObject({ etat: 'IMPORTE', crees: 1, refuses: [] });
    expect(await prendre('USAGERS_20261105.csv', usagers)).toMatchObject({ etat: 'IMPORTE', crees: 1, refuses: [] });
  });

  it('whose antenna has closed since, is refused in the next day’s file though its bytes are the same', async () => {
    const jour = (j: string) => prendre(`USAGERS_202611${j}.csv`, usagers);
    expect(await jour('06')).toMatchObject({ refuses: [] });
    expect(await jour('07')).toMatchObject({ identiqueAu: '2026-11-06' });
    poserRegistre(
      registreEnPlace().map((f) => (f.code === NEUVE ? { ...f, fermeeLe: '2026-11-09' as DateCivile } : f)),
    );
    // The register has changed: read once, it says the same.
    expect((await jour('08')).refuses).toEqual([]);
    expect((await jour('09')).refuses).toMatchObject([{ colonne: 'antenne', valeur: NEUVE }]);
  });
});

it('[formats] a PLANNING that is read again for its refused rows puts no visit back where another month has taken it from', async () => {
  const banc = await ouvrirBanc();
  try {
    await banc.importer(SERVICE);
    const novembre = {
      'PLANNING_202611.csv': fichier('PLANNING', [
        'W1;M1;I1;30/11/2026 08:30;30/11/2026 09:30;AD',
        'W2;M9;I1;30/11/2026 10:00;30/11/2026 11:00;AD',
      ]),
    };
    await banc.importer(novembre);
    await banc.importer({
      'PLANNING_202612.csv': fichier('PLANNING', ['W1;M1;I1;01/12/2026 08:30;01/12/2026 09:30;AD']),
    });
    const joursDe = async () =>
      (await banc.photographier()).filter((d) => d.includes('visite:') && d.includes(':W1')).sort();
    const avant = await joursDe();
    expect(avant.length).toBeGreaterThan(0);
    const r = rapportDe(await banc.importer(novembre), 'PLANNING_202611.csv');
    expect([r.inchanges, r.modifies, r.refuses.length]).toEqual([1, 0, 1]);
    expect(await joursDe()).toEqual(avant);
  } finally {
    await banc.fermer();
  }
});

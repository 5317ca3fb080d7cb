import { mkdtemp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Intervenant, Usager, Visite } from '#shared/contrats/dossiers/dossiers';
import { baseAntenne } from '#shared/contrats/ids';
import { ecrireTout } from '../../../store/ecrire';
import { lireIntervenants, lireUsagers, lireVisites } from '../../../store/lectures/connus';
import { lireUn } from '../../../store/lire';
import {
  type Banc,
  fichier,
  ligneUsager,
  MAINTENANT,
  ouvrirBanc,
  rapportDe,
  SERVICE,
  USAGERS,
} from '../testing/banc-import';
import { codeDeSortie } from './rapport';

const D = '2026-10-01' as never;
let b: Banc;
beforeAll(async () => {
  b = await ouvrirBanc();
  const r = await b.importer(SERVICE);
  expect(codeDeSortie(r)).toBe(0);
});
afterAll(() => b.fermer());

describe('fautes du fichier : refusé en entier, rien d’écrit, le reste n’est pas touché', () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), iconv.encode(USAGERS, 'utf16-le')]);
  it.each<[string, string, string | Uint8Array, RegExp]>([
    ['coupé', 'USAGERS_20261002.csv', USAGERS.slice(0, 300), /coupé/],
    ['compté faux', 'USAGERS_20261002.csv', USAGERS.replace('#FIN;2', '#FIN;3'), /incomplet/],
    [
      'sans colonne',
      'USAGERS_20261002.csv',
      USAGERS.replace('numero_pec', 'pec'),
      /colonne obligatoire absente : numero_pec/,
    ],
    ['en UTF-16', 'USAGERS_20261002.csv', utf16, /UTF-16/],
    ['avec des octets nuls', 'USAGERS_20261002.csv', `${USAGERS}\u0000`, /octets nuls/],
    [
      'en octets illisibles',
      'USAGERS_20261002.csv',
      Buffer.concat([Buffer.from(USAGERS), Buffer.from([0x81])]),
      /illisibles|mêlés/,
    ],
    ['d’encodages mêlés', 'USAGERS_20261002.csv', Buffer.concat([Buffer.from(USAGERS), Buffer.from([0xe9])]), /mêlés/],
    ['aux guillemets ouverts', 'USAGERS_20261002.csv', USAGERS.replace('LEBRUN', '"LEBRUN'), /guillemets/],
    ['mal nommé', 'USAGERS_20261302.csv', USAGERS, /date du nom n’existe pas/],
    ['plus ancien', 'USAGERS_20260930.csv', USAGERS, /plus ancien que le dernier pris \(USAGERS_20261001\.csv\)/],
    ['vide', 'USAGERS_20261002.csv', '', /vide/],
    [
      'sans tarif propre',
      'FINANCEURS.csv',
      SERVICE['FINANCEURS.csv'].replace('TARIF_PROPRE', 'APA'),
      /aucun financeur de dispositif TARIF_PROPRE/,
    ],
  ])('un fichier %s', async (_, nom, contenu, raison) => {
    const avant = await b.photographier();
    const r = await b.importer({ [nom]: contenu });
    const f = rapportDe(r, nom);
    expect(f.etat).toBe('REFUSE');
    expect(f.refusFichier?.raison).toMatch(raison);
    expect(codeDeSortie(r)).toBe(1);
    expect(await b.photographier()).toEqual(avant);
  });

  it('un dossier absent, ou sans fichier connu, le dit', async () => {
    const absent = await b.importerDossier('/nulle/part');
    expect(absent.refus?.message).toContain('/nulle/part');
    const vide = await b.importer({ 'notes.txt': 'x' });
    expect(vide.ignores).toEqual(['notes.txt']);
    expect(codeDeSortie(vide)).toBe(1);
  });

  it('un lien du dossier n’est pas suivi, et cela est dit', async () => {
    const dossier = await mkdtemp(join(tmpdir(), 'tg-lien-'));
    await symlink('/etc/hostname', join(dossier, 'FINANCEURS.csv'));
    const r = await b.importerDossier(dossier);
    expect(r).toMatchObject({
      fichiers: [],
      ignores: ['FINANCEURS.csv (lien, non suivi : déposez le fichier lui-même)'],
      refus: { code: 'RIEN_A_IMPORTER' },
    });
  });
});

describe('encodages', () => {
  it('lit Windows-1252, et l’UTF-8 avec ou sans BOM, comme un même texte', async () => {
    const texte = USAGERS.replaceAll('LEBRUN', 'L’ÉCUYER');
    for (const [jour, octets] of [
      ['03', iconv.encode(texte, 'win1252')],
      ['04', Buffer.from(`\ufeff${texte}`)],
      ['05', Buffer.from(texte)],
    ] as const) {
      const nom = `USAGERS_202610${jour}.csv`;
      const f = rapportDe(await b.importer({ [nom]: octets }), nom);
      expect([f.etat, f.modifies, f.inchanges]).toEqual(['IMPORTE', jour === '03' ? 2 : 0, jour === '03' ? 0 : 2]);
    }
    expect((await lireUsagers(b.magasin)).get('M1')?.doc.nom).toBe('L’ÉCUYER');
  });
});

describe('fautes de ligne : la ligne, ou tout l’usager, est refusé ; les autres sont pris', () => {
  it('refuse un usager dont les lignes se contredisent, ou dont une prise en charge est mauvaise', async () => {
    const nom = 'USAGERS_20261006.csv';
    const texte = fichier('USAGERS', [
      ligneUsager('M1'),
      ligneUsager('M2', { antenne: 'EST' }),
      ligneUsager('M10', { pec: 'PA' }),
      ligneUsager('M10', { pec: 'PB', nom: 'AUTRE' }),
      ligneUsager('M11', { pec: 'PC' }),
      ligneUsager('M11', { pec: 'PD', financeur: 'INCONNU' }),
      ligneUsager('M12', { pec: 'PE' }),
      ligneUsager('M13', { pec: 'PE' }),
      ligneUsager('M14', { telephones: '12' }),
    ]);
    const r = await b.importer({ [nom]: texte });
    const f = rapportDe(r, nom);
    expect(codeDeSortie(r)).toBe(2);
    expect(f.refuses.map((x) => [x.ligne, x.colonne, x.valeur])).toEqual([
      [4, 'id_millesime', 'M10'],
      [5, 'nom', 'AUTRE'],
      [6, 'id_millesime', 'M11'],
      [7, 'code_financeur', 'INCONNU'],
      [9, 'numero_pec', 'PE'],
      [10, 'telephones', '12'],
    ]);
    expect(f.refuses[1]?.raison).toContain('en désaccord avec la ligne 4');
    expect(f.lus).toBe(f.crees + f.modifies + f.inchanges + f.refuses.length);
    const connus = await lireUsagers(b.magasin);
    expect(['M10', 'M11', 'M13', 'M14'].filter((id) => connus.has(id))).toEqual([]);
    expect(connus.has('M12')).toBe(true);
  });

  it('refuse une visite d’un usager ou d’un intervenant inconnu, une clé en double, une mauvaise date', async () => {
    const nom = 'PLANNING_202609.csv';
    const r = await b.importer({
      [nom]: fichier('PLANNING', [
        'L1;M1;I1;01/09/2026 08:00;01/09/2026 09:00;AD',
        'L2;M99;I1;01/09/2026 08:00;01/09/2026 09:00;AD',
        'L3;M1;I99;01/09/2026 08:00;01/09/2026 09:00;AD',
        'L1;M1;I1;02/09/2026 08:00;02/09/2026 09:00;AD',
        'L5;M1;I1;31/09/2026 08:00;01/09/2026 09:00;AD',
      ]),
    });
    expect(rapportDe(r, nom).refuses.map((x) => [x.ligne, x.colonne])).toEqual([
      [3, 'id_millesime'],
      [4, 'id_intervenant'],
      [5, 'id_planning'],
      [6, 'debut'],
    ]);
    expect(rapportDe(r, nom).crees).toBe(1);
  });

  it('reprend les lignes refusées du même fichier quand ce qui leur manquait est venu', async () => {
    const planning = {
      'PLANNING_202608.csv': fichier('PLANNING', ['L80;M80;I1;03/08/2026 08:00;03/08/2026 09:00;AD']),
    };
    expect(rapportDe(await b.importer(planning), 'PLANNING_202608.csv').refuses).toHaveLength(1);
    const usagers = fichier('USAGERS', [
      ...['M1', 'M12', 'M80'].map((id) => ligneUsager(id)),
      ligneUsager('M2', { antenne: 'EST' }),
    ]);
    await b.importer({ 'USAGERS_20261007.csv': usagers });
    const encore = rapportDe(await b.importer(planning), 'PLANNING_202608.csv');
    expect([encore.crees, encore.refuses.length]).toEqual([1, 0]);
  });

  it('[PT-1] un pointage ne change jamais : le même identifiant avec une autre valeur est refusé', async () => {
    const nom = 'POINTAGES_202609.csv';
    const ligne = 'H1;01/09/2026 08:02:49;A;I1;M1;01 99 00 49 64';
    // The second one has its hour far from the month of the file.
    const lointaine = 'H4;10/03/2026 09:00:00;A;I1;M1;';
    await b.importer({ [nom]: fichier('POINTAGES', [ligne, lointaine]) });
    const r = await b.importer({
      [nom]: fichier('POINTAGES', [
        ligne.replace('08:02:49', '08:03:00'),
        'H2;01/09/2026 09:00:00;D;I99;M1;',
        'H3;01/09/2026 09:00:00;D;;;',
        lointaine.replace(';A;', ';D;'),
      ]),
    });
    expect(rapportDe(r, nom).refuses.map((x) => [x.ligne, x.colonne])).toEqual([
      [2, 'id_pointage'],
      [3, 'id_intervenant'],
      [5, 'id_pointage'],
    ]);
    expect(rapportDe(r, nom).crees).toBe(1);
  });
});

describe('ce qui disparaît', () => {
  it('est listé absent, une fois, et ne clôt rien', async () => {
    const nom = 'PLANNING_202607.csv';
    const lignes = ['L70;M1;I1;01/07/2026 08:00;01/07/2026 09:00;AD', 'L71;M1;I1;02/07/2026 08:00;02/07/2026 09:00;AD'];
    await b.importer({ [nom]: fichier('PLANNING', lignes) });
    const sans = await b.importer({ [nom]: fichier('PLANNING', lignes.slice(0, 1)) });
    expect(rapportDe(sans, nom).listeAbsents).toEqual(['L71']);
    const encore = await b.importer({ [nom]: fichier('PLANNING', [lignes[0]?.replace('09:00', '10:00') ?? '']) });
    expect([rapportDe(encore, nom).absents, rapportDe(encore, nom).modifies]).toEqual([0, 1]);
    const v = await lireUn<Visite>(b.magasin, baseAntenne('SUD'), 'visite:2026-07-02:L71');
    expect([v?.versions.length, v?.absenteDepuis]).toEqual([1, '2026-11-05']);
  });

  it('attend une confirmation quand plus de 5 % des usagers disparaissent', async () => {
    const nom = 'USAGERS_20261008.csv';
    const texte = fichier('USAGERS', [ligneUsager('M1'), ligneUsager('M80'), ligneUsager('M12')]);
    const avant = await b.photographier();
    const attend = await b.importer({ [nom]: texte });
    expect(rapportDe(attend, nom).etat).toBe('EN_ATTENTE');
    expect(rapportDe(attend, nom).refusFichier?.raison).toMatch(
      /1\susager disparaît et 0\schange d’antenne, sur \d+\sconnus .*--confirmer/,
    );
    expect(codeDeSortie(attend)).toBe(1);
    expect(await b.photographier()).toEqual(avant);
    const pris = await b.importer({ [nom]: texte }, { confirmer: true });
    expect(rapportDe(pris, nom).listeAbsents).toEqual(['M2 PM2']);
    expect((await lireUsagers(b.magasin)).get('M2')?.doc.absentDepuis).toBe('2026-10-08');
  });
});

it('attend une confirmation quand plus de 5 % des aides en service disparaissent, cinq au moins', async () => {
  const banc = await ouvrirBanc();
  try {
    await banc.importer(SERVICE);
    const aides = (n: number, fin = '') =>
      Array.from({ length: n }, (_, i) => `E${i};M;X;Y;SUD;;;01/01/2024;${i < 3 ? fin : ''}`);
    const prendre = async (jour: string, lignes: string[], o = {}) => {
      const nom = `INTERVENANTS_202610${jour}.csv`;
      return rapportDe(await banc.importer({ [nom]: fichier('INTERVENANTS', lignes) }, o), nom);
    };
    await prendre('02', aides(20));
    // Three have left with a date: they may vanish with four others.
    expect(await prendre('03', aides(20, '01/10/2026'))).toMatchObject({ etat: 'IMPORTE', absents: 0 });
    expect(await prendre('04', aides(20).slice(7))).toMatchObject({ etat: 'IMPORTE', absents: 7 });
    const avant = await banc.photographier();
    const attend = await prendre('05', aides(20).slice(12));
    expect([attend.etat, attend.refusFichier?.raison]).toEqual([
      'EN_ATTENTE',
      expect.stringMatching(/^5\saides en service disparaissent, sur 13\sconnues .*--confirmer/),
    ]);
    expect(await banc.photographier()).toEqual(avant);
    expect(await prendre('05', aides(20).slice(12), { confirmer: true })).toMatchObject({
      etat: 'IMPORTE',
      absents: 5,
    });
  } finally {
    await banc.fermer();
  }
});

describe('codes SVI', () => {
  const lignes = (c1: string, c2: string, reste: string[] = []): string =>
    fichier('INTERVENANTS', [
      `I1;MME;AUBERT;Djeneba;SUD;;${c1};01/01/2024;`,
      `I2;MME;PERRIN;Awa;EST;;${c2};01/01/2024;`,
      ...reste,
    ]);
  const codes = async (): Promise<(string | undefined)[]> => {
    const connus = await lireIntervenants(b.magasin);
    return ['I1', 'I2', 'I3', 'I4'].map((id) => connus.get(id)?.doc.codeSvi);
  };

  it('donne un code libre où il est vide, et le garde', async () => {
    const [, donne] = await codes();
    expect(donne).toMatch(/^\d{5}$/);
    await b.importer({ 'INTERVENANTS_20261002.csv': lignes('11111', '') });
    expect((await codes())[1]).toBe(donne);
  });
  it('refuse un code déjà donné à un actif, accepte celui d’un parti et un échange', async () => {
    const nom = 'INTERVENANTS_20261003.csv';
    const r = await b.importer({
      [nom]: lignes('11111', '22222', ['I3;M;X;Y;SUD;;11111;01/01/2024;', 'I4;M;X;Y;SUD;;22222;01/01/2024;01/06/2026']),
    });
    expect(rapportDe(r, nom).refuses.map((x) => [x.ligne, x.colonne, x.valeur])).toEqual([[4, 'code_svi', '11111']]);
    await b.importer({ 'INTERVENANTS_20261004.csv': lignes('22222', '11111') });
    expect(await codes()).toEqual(['22222', '11111', undefined, '22222']);
  });

  it('avertit de codes faciles à deviner ou qui se suivent, et les prend', async () => {
    const nom = 'INTERVENANTS_20261007.csv';
    const codesDonnes = ['99999', '12345', '54321', '70000', '70001', '70002', '70003', '80000', '80001'];
    const r = await b.importer({
      [nom]: fichier(
        'INTERVENANTS',
        codesDonnes.map((c, i) => `F${i};M;X;Y;SUD;;${c};01/01/2024;`),
      ),
    });
    const rapport = rapportDe(r, nom);
    expect(rapport.refuses).toEqual([]);
    expect(rapport.avertissements.map((a) => [a.ligne, a.colonne, a.raison.split(' :')[0]])).toEqual([
      [2, 'code_svi', 'code facile à deviner'],
      [3, 'code_svi', 'code facile à deviner'],
      [4, 'code_svi', 'code facile à deviner'],
      [5, 'code_svi', '4 codes se suivent à partir de celui-ci, et se devinent l’un par l’autre'],
    ]);
  });

  it('d’une aide que le fichier ne nomme plus, un code passe à une autre ; revenue sans code, elle en reçoit un autre', async () => {
    const ligne = (id: string, code: string) => `${id};M;X;Y;SUD;;${code};01/01/2024;`;
    const prendre = async (jour: string, ...rangs: string[]) => {
      const nom = `INTERVENANTS_202610${jour}.csv`;
      const r = await b.importer({ [nom]: fichier('INTERVENANTS', rangs) }, { confirmer: true });
      return rapportDe(r, nom).refuses.map((x) => x.ligne);
    };
    const codesDe = async (...ids: string[]) => {
      const connus = await lireIntervenants(b.magasin);
      return ids.map((id) => connus.get(id)?.doc.codeSvi);
    };
    expect(await prendre('10', ligne('P', '71248'), ligne('Q', '61359'))).toEqual([]);
    // Gone in the very file that hands the code on, or in one before.
    expect(await prendre('11', ligne('R', '71248'), ligne('Q', '61359'))).toEqual([]);
    expect(await prendre('12', ligne('R', '71248'))).toEqual([]);
    expect(await prendre('13', ligne('S', '61359'), ligne('R', '71248'))).toEqual([]);
    expect(await codesDe('R', 'S')).toEqual(['71248', '61359']);
    expect(await prendre('14', ligne('P', ''), ligne('R', '71248'), ligne('Q', '61359'), ligne('S', '61359'))).toEqual([
      4,
    ]);
    const [p, ...autres] = await codesDe('P', 'R', 'S');
    expect(autres).toEqual(['71248', '61359']);
    expect(p).toMatch(/^\d{5}$/);
    expect(autres).not.toContain(p);

    // In the file still, with the day on which she left: her row asks for no code, and keeps the one that she had.
    const finie = (id: string, code: string) => `${ligne(id, code)}01/10/2026`;
    expect(await prendre('15', finie('R', ''), ligne('S', '61359'), ligne('T', '71248'))).toEqual([]);
    expect(await codesDe('R', 'T')).toEqual(['71248', '71248']);
    // Two who had it in turn come back in one file.
    expect(await prendre('16', ligne('S', '61359'))).toEqual([]);
    expect(await prendre('17', ligne('T', ''), ligne('R', ''), ligne('S', '61359'))).toEqual([]);
    const [t, r] = await codesDe('T', 'R');
    expect(t).toBe('71248');
    expect(r).not.toBe(t);
  });

  it('une ligne refusée laisse à son intervenant le code qu’il avait : nul autre ne le prend', async () => {
    const ligne = (id: string, code: string) => `${id};M;X;Y;SUD;;${code};01/01/2024;`;
    const [un, deux] = ['INTERVENANTS_20261018.csv', 'INTERVENANTS_20261019.csv'];
    await b.importer(
      { [un]: fichier('INTERVENANTS', [ligne('A', '44444'), ligne('B', '33333')]) },
      { confirmer: true },
    );
    const r = await b.importer({
      [deux]: fichier('INTERVENANTS', [ligne('B', '55555'), ligne('A', '55555'), ligne('C', '44444')]),
    });
    expect(rapportDe(r, deux).refuses.map((x) => [x.ligne, x.valeur])).toEqual([
      [3, '55555'],
      [4, '44444'],
    ]);
    const connus = await lireIntervenants(b.magasin);
    expect(['A', 'B', 'C'].map((id) => connus.get(id)?.doc.codeSvi)).toEqual(['44444', '55555', undefined]);
  });
});

describe('codes des usagers, que le SVI demande', () => {
  const code = async (id: string) => (await lireUsagers(b.magasin)).get(id)?.doc.codeUsager;
  const importerM2 = async (jour: string, nom: string) =>
    b.importer(
      {
        [`USAGERS_202610${jour}.csv`]: fichier('USAGERS', [
          ...['M1', 'M12', 'M80'].map((id) => ligneUsager(id)),
          ligneUsager('M2', { antenne: 'EST', nom }),
        ]),
      },
      { confirmer: true },
    );

  it('chacun a le sien, et le garde', async () => {
    await importerM2('10', 'UN');
    const [m1, m2] = [await code('M1'), await code('M2')];
    expect([m1, m2]).toEqual([expect.stringMatching(/^[1-9]\d{5}$/), expect.stringMatching(/^[1-9]\d{5}$/)]);
    expect(m1).not.toBe(m2);
    await importerM2('11', 'DEUX');
    expect([await code('M1'), await code('M2')]).toEqual([m1, m2]);
    // The SVI tells by it which of two copies is the last.
    const fiche = (await lireUsagers(b.magasin)).get('M2')?.doc;
    expect(fiche?.changeLe).toBe(MAINTENANT);
  });

  it('qui n’en a pas encore en reçoit un au fichier suivant, même si rien d’autre ne change', async () => {
    const stocke = await lireUn<{ codeUsager?: string }>(b.magasin, 'tg-antenne-est', 'usager:M2');
    const { codeUsager: _, ...sans } = stocke ?? {};
    await ecrireTout(b.magasin, 'tg-antenne-est', [sans]);
    expect(await code('M2')).toBeUndefined();
    await importerM2('12', 'DEUX');
    const donne = await code('M2');
    expect(donne).toMatch(/^[1-9]\d{5}$/);
    await importerM2('13', 'TROIS');
    expect(await code('M2')).toBe(donne);
  });
});

describe('[CL-1] un usager qui change d’antenne', () => {
  it('garde l’ancienne jusqu’au jour du fichier ; ses visites prévues suivent à partir de ce jour', async () => {
    const autres = ['M12', 'M80'].map((id) => ligneUsager(id));
    const nom = 'PLANNING_202610.csv';
    const planning = fichier('PLANNING', [
      'L90;M1;I1;09/10/2026 08:00;09/10/2026 09:00;AD',
      'L91;M1;I1;20/10/2026 08:00;20/10/2026 09:00;AD',
    ]);
    await b.importer({ [nom]: planning });
    const r = await b.importer(
      { 'USAGERS_20261015.csv': fichier('USAGERS', [ligneUsager('M1', { antenne: 'OUEST' }), ...autres]) },
      { confirmer: true },
    );
    expect(codeDeSortie(r)).toBe(0);
    const u = (await lireUsagers(b.magasin)).get('M1');
    expect(u?.doc.antennes).toEqual([
      { antenne: 'SUD', depuis: '0001-01-01' },
      { antenne: 'OUEST', depuis: '2026-10-15' },
    ]);
    expect([...(u?.revs.keys() ?? [])].sort()).toEqual(['OUEST', 'SUD']);
    const visites = (await lireVisites(b.magasin, D, '2026-10-31' as never)).map((v) => [
      v.antenne,
      v.doc.id,
      v.doc.versions.at(-1)?.retiree ?? false,
    ]);
    expect(visites).toEqual([
      ['OUEST', 'L91', false],
      ['SUD', 'L90', false],
      ['SUD', 'L91', true],
    ]);
    expect(await lireUn<Intervenant>(b.magasin, baseAntenne('OUEST'), 'intervenant:I1')).toBeDefined();
    // Taken again as it was: nothing moves back, nothing is written twice.
    const encore = await b.importer({ [nom]: `${planning}\r\n` });
    expect([rapportDe(encore, nom).inchanges, rapportDe(encore, nom).modifies]).toEqual([2, 0]);
  });

  it('un second fichier du même jour remplace le premier', async () => {
    const autres = ['M12', 'M80'].map((id) => ligneUsager(id));
    await b.importer(
      { 'USAGERS_20261015.csv': fichier('USAGERS', [ligneUsager('M1'), ...autres]) },
      { confirmer: true },
    );
    const u = (await lireUsagers(b.magasin)).get('M1');
    expect(u?.doc.antennes).toEqual([{ antenne: 'SUD', depuis: '0001-01-01' }]);
    expect(await lireUn<Usager>(b.magasin, baseAntenne('OUEST'), 'usager:M1')).toBeUndefined();
    const v = await lireUn<Visite>(b.magasin, baseAntenne('SUD'), 'visite:2026-10-20:L91');
    expect(v?.versions.map((x) => x.retiree ?? false)).toEqual([false, true, false]);
  });

  it('une visite déplacée de plusieurs mois est la même', async () => {
    const ligne = (jour: string) => `L95;M1;I1;${jour} 08:00;${jour} 09:00;AD`;
    await b.importer({ 'PLANNING_202607.csv': fichier('PLANNING', [ligne('07/07/2026')]) });
    const nom = 'PLANNING_202612.csv';
    const f = rapportDe(await b.importer({ [nom]: fichier('PLANNING', [ligne('01/12/2026')]) }), nom);
    expect([f.crees, f.modifies]).toEqual([0, 1]);
    const ancienne = await lireUn<Visite>(b.magasin, baseAntenne('SUD'), 'visite:2026-07-07:L95');
    expect(ancienne?.versions.at(-1)?.retiree).toBe(true);
  });

  it('une visite déplacée d’un jour garde son histoire', async () => {
    const nom = 'PLANNING_202610.csv';
    const texte = fichier('PLANNING', [
      'L90;M1;I1;10/10/2026 08:00;10/10/2026 09:00;AD',
      'L91;M1;I1;20/10/2026 08:00;20/10/2026 09:00;AD',
    ]);
    const f = rapportDe(await b.importer({ [nom]: texte }), nom);
    expect([f.crees, f.modifies, f.inchanges, f.absents]).toEqual([0, 1, 1, 0]);
    const avant = await lireUn<Visite>(b.magasin, baseAntenne('SUD'), 'visite:2026-10-09:L90');
    const apres = await lireUn<Visite>(b.magasin, baseAntenne('SUD'), 'visite:2026-10-10:L90');
    expect([avant?.versions.at(-1)?.retiree, apres?.versions.length]).toEqual([true, 1]);
  });
});

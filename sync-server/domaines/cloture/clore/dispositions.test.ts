import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Mois } from '#shared/temps/types';
import { paris } from '#shared/testing/constructeurs';
import { remplacer } from '../../../store/ecrire';
import { lireCloture } from '../../../store/lectures/clos';
import { dispositionsFigees, exporter } from '../exporter/exporter';
import { type BancCloture, ligneApa, ouvrirBancCloture } from '../testing/banc';
import { cloturer } from './cloturer';

const [AOUT, SEPTEMBRE, OCTOBRE] = ['2026-08', '2026-09', '2026-10'] as [Mois, Mois, Mois];
const SF = 'SERVICE_FAIT_SUD_';
let s: BancCloture;

beforeAll(async () => {
  s = await ouvrirBancCloture([ligneApa('M1', 10)]);
});
afterAll(() => s.b.fermer());

const poserDisposition = (cle: string, depuis: string, valeur: object) => {
  const doc = {
    _id: `parametre:${cle}:${depuis}`,
    type: 'parametre',
    cle,
    depuis,
    valeur,
    auteur: 'essai',
    instant: s.maintenant(),
  };
  return remplacer(s.b.magasin, BASE_CENTRALE, doc);
};
const ports = () => ({ magasin: s.b.magasin, horloge: s.maintenant, rattraper: s.tourner });
const octets = async (mois: Mois, provisoire = false): Promise<Record<string, Buffer>> => {
  const vers = await s.b.dossier();
  const r = await exporter(ports(), { mois, antennes: ['SUD'], vers, provisoire, auteur: 'essai' });
  if (!r.ok) throw new Error(r.refus.message);
  const lus = r.valeur.fichiers.map(async (f) => [f.nom, await readFile(join(vers, f.nom))] as const);
  return Object.fromEntries(await Promise.all(lus));
};

it('[CL-2] [CL-3] a month is written in the layout of its last day, which its closing freezes: one typed since changes no byte of it', async () => {
  await s.pointer('A', paris('2026-08-03 08:02'), paris('2026-08-03 09:32'));
  await s.pointer('B', paris('2026-09-07 08:02'), paris('2026-09-07 09:32'));
  await poserDisposition('dispositionServiceFait', '2026-09-01', {
    ...{ separateur: '|', date: 'AAAA-MM-JJ', encodage: 'WINDOWS-1252', finDeLigne: 'LF', fin: 'AUCUNE' },
    colonnes: ['id_millesime = N° usager', 'debut', 'duree = HEURES | HEURES'],
  });
  s.aller('2026-10-01T08:00:00Z');
  const provisoire = await octets(SEPTEMBRE, true);
  await s.clore(AOUT);
  await s.clore(SEPTEMBRE);
  const [aout, septembre] = [await octets(AOUT), await octets(SEPTEMBRE)];
  expect(aout[`${SF}202608.csv`]?.toString('utf8')).toBe(
    'id_millesime;id_intervenant;debut;fin;duree;minutes_complementaires;motif_correction;code_prestation\r\nM1;I1;03/08/2026 08:02;03/08/2026 09:32;90;0;;AD\r\n#FIN;1\r\n',
  );
  expect(septembre[`${SF}202609.csv`]?.toString('latin1')).toBe('N° usager|debut|HEURES\nM1|2026-09-07 08:02|1,5\n');
  expect(provisoire[`${SF}202609_PROVISOIRE.csv`]).toEqual(septembre[`${SF}202609.csv`]);
  // The other files have their own layout, which nobody set.
  expect(septembre['BRUT_SUD_202609.csv']?.toString('utf8')).toContain('#FIN;1\r\n');
  await poserDisposition('dispositionServiceFait', '2026-08-01', { separateur: 'TAB' });
  await poserDisposition('dispositionServiceFait', '2026-09-01', {});
  expect([await octets(AOUT), await octets(SEPTEMBRE)]).toEqual([aout, septembre]);
});

it('[CL-2] a closing that was frozen before there were layouts is read as it is: the product’s', async () => {
  const cloture = await lireCloture(s.b.magasin, 'SUD', AOUT);
  if (!cloture) throw new Error('not closed');
  const fin = Object.fromEntries(
    Object.entries(cloture.parametres.fin as object).filter(([cle]) => !cle.startsWith('disposition')),
  );
  expect(dispositionsFigees({ parametres: { ...cloture.parametres, fin } })).toEqual({ ok: true, valeur: {} });
  expect(dispositionsFigees({ parametres: {} })).toEqual({ ok: true, valeur: {} });
});

it('[CL-2] what the layouts could not write is refused before anything is closed, with its row; set right, the month closes', async () => {
  await s.pointer('C', paris('2026-10-05 08:00'), paris('2026-10-05 10:00'));
  s.aller('2026-11-02T08:00:00Z');
  const clore = () => cloturer(ports(), { mois: OCTOBRE, antennes: ['SUD'], auteur: 'essai', motif: 'essai' });
  const fixe = (largeur: number) => ({
    rangement: 'LARGEUR_FIXE',
    entete: 'AUCUN',
    colonnes: [`duree | | ${largeur}`],
  });
  const essayer = async (cle: string) => {
    await poserDisposition(cle, '2026-10-01', fixe(2));
    const refus = await clore();
    await poserDisposition(cle, '2026-10-01', {});
    return refus;
  };
  expect(await essayer('dispositionServiceFait')).toMatchObject({
    refus: {
      code: 'DISPOSITION',
      message: expect.stringMatching(
        /^SERVICE_FAIT_SUD_202610\.csv, ligne 1 \(usager M1\), colonne « duree » : 3 caractères, pour une largeur de 2\./,
      ),
    },
  });
  expect(await essayer('dispositionDasesCorrigees')).toMatchObject({
    refus: { message: expect.stringMatching(/^DASES_CORRIGEES \(SUD\), ligne 1 \(usager M1\), colonne « duree »/) },
  });
  expect(await lireCloture(s.b.magasin, 'SUD', OCTOBRE)).toBeUndefined();
  expect(await clore()).toMatchObject({ ok: true });
});

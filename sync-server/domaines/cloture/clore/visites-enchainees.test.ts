import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DateCivile, Instant, Mois } from '#shared/temps/types';
import { rattraper } from '../../../transitions/rattraper';
import { calculerEtat } from '../../chiffres';
import { restituer } from '../../dossiers/echanges/restituer';
import {
  type Banc,
  csv,
  fichier,
  INTERVENANTS,
  ouvrirBanc,
  rapportDe,
  USAGERS,
} from '../../dossiers/testing/banc-import';
import { exporter } from '../exporter/exporter';
import { cloturer } from './cloturer';

// Two halves planned one after the other, punched once, from the files of Millésime to those that go back to it.

let banc: Banc;
beforeAll(async () => {
  banc = await ouvrirBanc();
});
afterAll(() => banc.fermer());
const ports = (a: string) => {
  const horloge = () => a as Instant;
  return { magasin: banc.magasin, horloge, rattraper: () => rattraper(banc.magasin, horloge) };
};

const FINANCEURS = fichier('FINANCEURS', [
  'CNAV;CNAV;CAISSE_RETRAITE;01/01/2024;5;N;1;PROCHE;26,30',
  'PROPRE;Tarif propre;TARIF_PROPRE;01/01/2024;0;N;1;PROCHE;29,10',
]);
const PLANNING = fichier('PLANNING', [
  'V1;M1;I1;01/10/2026 16:00;01/10/2026 17:00;AD',
  'V2;M1;I1;01/10/2026 17:00;01/10/2026 18:00;AD',
]);
const CREATION = 'C1;02/10/2026 10:00;gestion01;CREATION;;V2;;;;01/10/2026 17:00;01/10/2026 18:00;;OUBLI_TOTAL;;';

it('[AP-11] [CO-3] a creation of the second half is refused, with the visit to correct', async () => {
  const r = await banc.importer(
    {
      'FINANCEURS.csv': FINANCEURS,
      'INTERVENANTS_20261001.csv': INTERVENANTS,
      'USAGERS_20261001.csv': USAGERS,
      'PLANNING_202610.csv': PLANNING,
      'POINTAGES_202610.csv': fichier('POINTAGES', [
        'P1;01/10/2026 16:02:00;A;I1;M1;',
        'P2;01/10/2026 18:01:00;D;I1;M1;',
      ]),
      'CORRECTIONS_202610.csv': fichier('CORRECTIONS', [CREATION]),
    },
    { a: '2026-10-01T22:00:00Z' },
  );
  expect(rapportDe(r, 'CORRECTIONS_202610.csv').refuses.map((x) => x.raison)).toEqual([
    'Cette visite est couverte par celle de 16 h 02 : corrigez celle-là au lieu de la créer.',
  ]);
});

it('[AP-11] Millésime is told what became of each planned visit', async () => {
  const r = await restituer(ports('2026-10-02T05:45:00Z'), { date: '2026-10-02' as DateCivile, auteur: 'essai' });
  if (!r.ok) throw new Error(r.refus.message);
  expect(
    new TextDecoder()
      .decode(r.valeur.contenu)
      .split('\r\n')
      .filter((l) => l.includes(';M1;')),
  ).toEqual([
    'P1;M1;I1;01/10/2026 16:00;01/10/2026 17:00;01/10/2026 16:02;01/10/2026 18:01;COMPLETE;01/10/2026 16:02;01/10/2026 18:01;120;0;COMPLETE;;AD;',
    'V2;M1;I1;01/10/2026 17:00;01/10/2026 18:00;;;COUVERTE;;;;0;COUVERTE;;AD;',
  ]);
});

it('[AP-11] nothing of it is to be settled before closing; one row of two hours is in each file', async () => {
  const mois = '2026-10' as Mois;
  const p = ports('2026-11-05T08:00:00Z');
  // No reason is asked for: nothing is incomplete.
  const close = await cloturer(p, { mois, antennes: ['SUD'], motif: undefined, auteur: 'CLI:essai' });
  expect(close.ok ? '' : close.refus.message).toBe('');
  const vers = await banc.dossier();
  await exporter(p, { mois, antennes: ['SUD'], vers, provisoire: false, auteur: 'CLI:essai' });
  const textes = await Promise.all((await readdir(vers)).sort().map((nom) => readFile(join(vers, nom), 'utf8')));
  expect(textes).toEqual([
    csv(
      'id_millesime;id_intervenant;arrivee;depart;statut;numero_appelant;id_pointage_arrivee;id_pointage_depart;source',
      ['M1;I1;01/10/2026 16:02;01/10/2026 18:01;COMPLETE;;P1;P2;REPRISE'],
    ),
    csv('id_millesime;id_intervenant;debut;fin;duree;minutes_complementaires;motif_correction;code_prestation', [
      'M1;I1;01/10/2026 16:02;01/10/2026 18:01;120;0;;AD',
    ]),
    csv('id_millesime;numero_pec;code_financeur;id_intervenant;minutes;nombre_interventions', ['M1;PM1;CNAV;I1;120;1']),
  ]);
  const planning = await calculerEtat(
    banc.magasin,
    {
      etat: 'planning-usager',
      antenne: 'SUD',
      usager: 'M1',
      du: '2026-10-01' as DateCivile,
      au: '2026-10-31' as DateCivile,
    },
    p.horloge,
  );
  if (!planning.ok) throw new Error(planning.refus.message);
  expect(planning.valeur.lignes.map((l) => [l.valeurs.prevu, l.valeurs.realise, l.valeurs.statut])).toEqual([
    [60, 120, 'Faite'],
    [60, 0, 'Couverte par celle de 16 h 02'],
  ]);
});

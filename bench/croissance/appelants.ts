import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Antenne } from '#shared/contrats/commun';
import type { Intervenant, Usager } from '#shared/contrats/dossiers/dossiers';
import { codesAntennes } from '#shared/domain/antenne/registre';
import {
  ajouterJours,
  dateParis,
  ecartJours,
  instantDe,
  localParis,
  moisParis,
  premierJour,
} from '#shared/temps/paris';
import { type DateCivile, dateCivileSchema, type Instant } from '#shared/temps/types';
import { creerAlea } from '#shared/testing/alea';
import { plus } from '#shared/testing/generateur/planning';
import { lireIntervenants, lireUsagers } from '../../sync-server/store/lectures/connus';
import type { Magasin } from '../../sync-server/store/lire';
import { MOIS } from '../appuis/mois';
import { ecrireTableau, lireTableau, type Tableau } from '../appuis/tableau';

// Who calls at 8:00, and from where; and the days around today, without which pairing a call of today would have nothing to read.

const GRAINE = 8;
/** Days on either side, as many as pairing looks at. */
const AUTOUR = 3;
/** A visit begins a little after its call: early rather than awaited. */
const DANS_S = 5 * 60;
const DUREE_S = 60 * 60;

/** Who calls, from which number, and the visit that is planned there: `visiteId`. */
export type Appelant = { de: string; codeAide: string; antenne: Antenne; visiteId: string };

/** The day of the files' month that stands for today: of the same day of the week, with a week around it. */
const jourModele = (aujourdhui: DateCivile): DateCivile => {
  const debut = ajouterJours(premierJour(MOIS), 9);
  return ajouterJours(debut, ((ecartJours(debut, aujourdhui) % 7) + 7) % 7);
};

const enDate = (t: string): DateCivile => dateCivileSchema.parse(t.replace(/^(\d\d)\/(\d\d)\/(\d{4}).*$/, '$3-$2-$1'));
const enCellule = (local: string): string => local.replace(/^(\d{4})-(\d\d)-(\d\d)T(.*)$/, '$3/$2/$1 $4');
const minute = (i: Instant): string => enCellule(localParis(i)).slice(0, '01/10/2026 08:00'.length);

/** The rows of the days around the model, moved to those around today, under other ids; `garder`: by their new hours. */
const deplacer = (t: Tableau, colonnes: readonly string[], jours: number, garder: (quand: string) => boolean): void => {
  const [premiere = -1, ...autres] = colonnes.map((c) => t.entete.indexOf(c));
  const modele = ajouterJours(dateParis(instantDe(Date.now())), -jours);
  const [de, a] = [ajouterJours(modele, -AUTOUR), ajouterJours(modele, AUTOUR)];
  const deplacee = (cellule: string): string =>
    `${enCellule(`${ajouterJours(enDate(cellule), jours)}T`)}${cellule.slice('01/10/2026 '.length)}`;
  t.lignes = t.lignes.flatMap((l) => {
    const jour = enDate(l[premiere] ?? '');
    if (jour < de || jour > a) return [];
    const neuve = [premiere, ...autres].reduce((x, i) => x.with(i, deplacee(x[i] ?? '')), l);
    return garder(neuve[premiere] ?? '') ? [neuve.with(0, `S${neuve[0]}`)] : [];
  });
};

type Visite = { aide: Intervenant; usager: Usager; de: string };

/**
 * Each aide at one home of her antenna where nothing else is planned for her: no two calls are of the same people, and each is of the
 * visit that it should be. Its number is nobody else's.
 */
const repartir = (
  aides: readonly Intervenant[],
  usagers: readonly Usager[],
  prevues: ReadonlySet<string>,
): Visite[] => {
  const alea = creerAlea(GRAINE);
  const foyers = new Map<string, number>();
  for (const n of usagers.flatMap((u) => u.telephones)) foyers.set(n, (foyers.get(n) ?? 0) + 1);
  const restants = new Map(
    codesAntennes().map((antenne) => [
      antenne,
      alea.melanger(usagers.filter((u) => u.antennes.at(-1)?.antenne === antenne)),
    ]),
  );
  return alea.melanger(aides).flatMap((aide): Visite[] => {
    const siens = restants.get(aide.antenne) ?? [];
    const n = siens.findIndex((u) => foyers.get(u.telephones[0] ?? '') === 1 && !prevues.has(`${aide.id} ${u.id}`));
    const [usager] = n < 0 ? [] : siens.splice(n, 1);
    const de = usager?.telephones[0];
    return usager && de !== undefined ? [{ aide, usager, de }] : [];
  });
};

/**
 * The callers, in an order that is drawn. Below `vers`, files for the import: the week around today, made of one of the month's, with
 * what has been punched of it so far, and the visits of the callers.
 */
export const preparerAppelants = async (m: Magasin, fichiers: string, vers: string): Promise<Appelant[]> => {
  const maintenant = instantDe(Date.now());
  const aujourdhui = dateParis(maintenant);
  const jours = ecartJours(jourModele(aujourdhui), aujourdhui);
  const lire = (genre: string): Tableau => {
    const nom = readdirSync(fichiers).find((f) => f.startsWith(genre));
    if (nom === undefined) throw new Error(`pas de ${genre}`);
    return lireTableau(readFileSync(join(fichiers, nom)));
  };
  const [planning, pointages] = [lire('PLANNING'), lire('POINTAGES')];
  deplacer(planning, ['debut', 'fin'], jours, () => true);
  const fini = localParis(maintenant);
  deplacer(pointages, ['instant'], jours, (t) => `${enDate(t)}T${t.slice('01/10/2026 '.length)}` <= fini);

  const rang = (colonne: string): number => planning.entete.indexOf(colonne);
  const [iUsager, iAide] = [rang('id_millesime'), rang('id_intervenant')];
  const visites = repartir(
    [...(await lireIntervenants(m)).values()].map((p) => p.doc),
    [...(await lireUsagers(m)).values()].map((p) => p.doc),
    new Set(planning.lignes.map((l) => `${l[iAide]} ${l[iUsager]}`)),
  );
  const debut = plus(maintenant, DANS_S);
  const cellules = { debut: minute(debut), fin: minute(plus(debut, DUREE_S)), code_prestation: 'AD' };
  const visiteId = (n: number): string => `MATIN${n}`;
  for (const [n, { aide, usager }] of visites.entries()) {
    const ligne: Record<string, string> = {
      ...{ id_planning: visiteId(n), id_millesime: usager.id, id_intervenant: aide.id },
      ...cellules,
    };
    planning.lignes.push(planning.entete.map((c) => ligne[c] ?? ''));
  }
  mkdirSync(vers);
  const suffixe = `${moisParis(maintenant).replace('-', '')}.csv`;
  writeFileSync(join(vers, `PLANNING_${suffixe}`), ecrireTableau(planning));
  writeFileSync(join(vers, `POINTAGES_${suffixe}`), ecrireTableau(pointages));
  return visites.map(({ de, aide }, n) => ({
    de,
    codeAide: aide.codeSvi,
    antenne: aide.antenne,
    visiteId: visiteId(n),
  }));
};

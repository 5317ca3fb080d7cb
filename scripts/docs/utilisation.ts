import { readFileSync } from 'node:fs';
import { ROLES, ROLES_EN_MOTS } from '#shared/contrats/acces/compte';
import { MOTIFS } from '#shared/contrats/commun';
import { GENRES_ALERTE } from '#shared/contrats/exploitation/alerte';
import { MODELES } from '#shared/domain/formation/exercices';
import { ETATS } from '#shared/etats/registre';
import type { StatutAffiche } from '../../app/_donnees/depot/statut-affiche';
import { SENS, SYNC } from '../../app/_ecrans/cadre/aide/tables';
import { STATUTS } from '../../app/_ui/mots/statuts';
import { PAS, type Pas } from '../../app/_ui/pas-premiere-visite';
import { type GroupeRaccourcis, RACCOURCIS } from '../../app/_ui/raccourcis';
import { ORDRE_ALERTES } from '../../shared/domain/alerte/lignes';

type Table = (entetes: string[], lignes: string[][]) => string;
const ICI = new URL('.', import.meta.url);

const statuts = (table: Table): string =>
  table(
    ['statut', 'sens'],
    (Object.keys(STATUTS) as StatutAffiche[]).map((s) => [`**${STATUTS[s].mot}**`, SENS[s]]),
  );

const touche = (t: string): string => (t === 'lettres' ? t : `<kbd>${t}</kbd>`);
const touches = (table: Table): string =>
  Object.values<GroupeRaccourcis>(RACCOURCIS)
    .map(
      (g) =>
        `*${g.titre}*\n\n${table(
          ['touches', 'font'],
          g.raccourcis.map((r) => [r.touches.map((a) => a.map(touche).join(' ')).join(' ou '), r.fait]),
        )}`,
    )
    .join('\n\n');

const visite = (): string =>
  Object.values<Pas>(PAS)
    .map(({ quoi, touches, ou }, n) => {
      const accords = touches.map((a) => `${a.map(touche).join(' ')} `).join('');
      return `${n + 1}. **${quoi}** : ${accords}${ou}.`;
    })
    .join('\n');

/** What the application draws itself stands between marks: it shows its own table there, the other readers this one. */
const bloc = (nom: string, corps: string): string => `<!-- ${nom} -->\n\n${corps}\n\n<!-- fin -->`;

/** The user's manual: prose of its model, tables of the program. */
export const manuelUtilisation = (avis: string, table: Table): string => {
  const parties: Record<string, string> = {
    avis,
    numero: bloc('numero', 'Le numéro est sur la fiche de l’aide et sur la feuille de l’usager.'),
    statuts: bloc('statuts', statuts(table)),
    synchronisation: bloc(
      'synchronisation',
      table(
        ['marque', 'sens'],
        SYNC.map(([marque, sens]) => [`«\u00a0${marque}\u00a0»`, sens]),
      ),
    ),
    touches: bloc('touches', touches(table)),
    visite: bloc('visite', visite()),
    motifs: Object.values(MOTIFS).join(', '),
    alertes: table(
      ['alerte', 'se règle dans'],
      ORDRE_ALERTES.map((g) => [GENRES_ALERTE[g].libelle, ECRANS_DES_ALERTES[GENRES_ALERTE[g].ecran]]),
    ),
    etats: table(
      ['état', 'ce qu’il dit'],
      ETATS.map((e) => [`**${e.titre}**`, e.description]),
    ),
    exercices: Object.values(MODELES)
      .map((m) => `**${m.titre}**`)
      .join(', '),
    ...Object.fromEntries(ROLES.map((r) => [`role:${r}`, ROLES_EN_MOTS[r]])),
  };
  const modele = readFileSync(new URL('utilisation.modele.md', ICI), 'utf8');
  return modele.replace(/\{\{([\w:-]+)\}\}/g, (_, nom: string) => {
    const partie = parties[nom];
    if (partie === undefined) throw new Error(`utilisation.modele.md : {{${nom}}} n'existe pas`);
    return partie;
  });
};

const ECRANS_DES_ALERTES: Record<(typeof GENRES_ALERTE)[keyof typeof GENRES_ALERTE]['ecran'], string> = {
  interventions: '[Interventions](#interventions)',
  usagers: '[Usagers](#usagers)',
  numeros: '[Numéros](#numéros)',
  service: '[Service](#service)',
  envois: '[Envois](#envois)',
};

import type { Antenne } from '#shared/contrats/commun';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import type { MoisElimine } from '#shared/domain/releve/elimination';
import { type RapportArchive, verifierArchive } from '#shared/domain/releve/verifier';
import { grouperPar } from '#shared/listes';
import { dateEntiere, dateEtHeure, moisEnMots } from '#shared/mots/dates';
import { pluriel } from '#shared/mots/nombres';
import { dateParis } from '#shared/temps/paris';
import type { DateCivile } from '#shared/temps/types';
import { vueDossier } from '../../../adapters/dossier';
import { horlogeSysteme } from '../../../ports/horloge';
import type { ContexteCli } from '../../../socle/cli/contexte';
import { parSeconde } from '../../../socle/cli/progression';
import { dossierRelevesRepris } from '../../dossiers';
import { autoriteDe } from '../horodatage/autorite';
import { jugeDeJetons } from '../releves/horodater';
import { type RapportReleves, verifierReleves } from '../reprise/verifier-releves';
import { dossierArchive } from './archiver';

/** Defects shown on a terminal; `--json` has them all. */
const MONTRES = 100;

/** No defect, and months that the authority of this service never dated: whoever rewrites it whole can seal it whole. */
const SANS_DATE = 3;
const nonDates = (r: RapportArchive): RapportArchive['mois'] => r.mois.filter((m) => m.instant === undefined);

/** What an authority dated, what nobody did: never silent. */
const datesEnFrancais = (r: RapportArchive): string[] => {
  const sans = nonDates(r);
  if (r.mois.length === 0) return [];
  const nommes = sans.slice(0, 12).map((m) => `${libelleAntenne(m.antenne)} ${moisEnMots(m.mois)}`);
  const absence = r.absence ? ` Dernière réponse, le ${dateEtHeure(r.absence.instant)} : ${r.absence.motif}` : '';
  return [
    `  Horodatage : ${r.mois.length - sans.length} mois sur ${r.mois.length} datés par une autorité (${pluriel(r.jetons, 'jeton')}).`,
    ...(sans.length > 0
      ? [`  SANS HORODATAGE : ${nommes.join(', ')}${sans.length > 12 ? `… (${sans.length})` : ''}.${absence}`]
      : []),
  ];
};

/** Each month that is no more, by the day on which it went. */
const eliminesEnFrancais = (elimines: readonly MoisElimine[]): string[] =>
  [...grouperPar(elimines, (e) => dateParis(e.instant))].map(([jour, siens]) => {
    const mois = siens.map((e) => `${libelleAntenne(e.antenne)} ${moisEnMots(e.mois)}`);
    return `  ${siens.length > 1 ? 'Éliminés' : 'Éliminé'} le ${dateEntiere(jour as DateCivile)} : ${[...new Set(mois)].join(', ')}.`;
  });

const relevesEnFrancais = (r: RapportReleves | undefined): string[] =>
  r === undefined
    ? []
    : [
        `Relevés repris de l’ancien système : ${pluriel(r.releves, 'relevé')}${r.elimines.length > 0 ? ` (${pluriel(r.elimines.length, 'autre éliminé', 'autres éliminés')})` : ''}, ${r.defauts.length === 0 ? 'intacts' : pluriel(r.defauts.length, 'défaut')}.`,
        ...r.defauts.slice(0, MONTRES).flatMap((d) => [`  ${d.fichier}`, `    ${d.message}`]),
        ...eliminesEnFrancais(r.elimines),
        ...(r.tete === undefined ? [] : [`  Dernière empreinte ${r.tete}`]),
      ];

/** `attendus`: an authority dates the months of this service. Without one, that none is dated is said, and is no fault. */
const enFrancais = (r: RapportArchive, attendus: boolean): string => {
  const etat =
    !attendus || nonDates(r).length === 0
      ? 'Archive intacte'
      : 'Archive sans défaut, mais des mois n’ont été datés par personne, et rien ne prouve qu’ils n’ont pas été refaits';
  const bilan =
    r.defauts.length === 0
      ? `${etat} : ${pluriel(r.releves, 'relevé')}, ${pluriel(r.chaines, 'chaîne')} de mois.`
      : `${pluriel(r.defauts.length, 'défaut')} dans l’archive (${pluriel(r.releves, 'relevé')}) :`;
  return [
    bilan,
    ...r.defauts.slice(0, MONTRES).flatMap((d) => [`  ${d.fichier}`, `    ${d.message}`]),
    ...(r.defauts.length > MONTRES
      ? [`  … et ${pluriel(r.defauts.length - MONTRES, 'autre')} (--json les donne tous)`]
      : []),
    ...datesEnFrancais(r),
    ...r.trous.map((t) => `  ${libelleAntenne(t.antenne)} : ${moisEnMots(t.mois)} n’a pas été archivé.`),
    ...eliminesEnFrancais(r.elimines),
    `  Registre : dernière empreinte ${r.racine}`,
    ...Object.entries(r.tetes).map(
      ([a, empreinte]) => `  ${libelleAntenne(a as Antenne)} : dernière empreinte ${empreinte}`,
    ),
  ].join('\n');
};

export const executer = async (c: ContexteCli): Promise<number> => {
  const dossier = c.arguments[0] || dossierArchive(c);
  const vue = await vueDossier(dossier);
  if (!vue || vue.chemins.length === 0) {
    const message = `« ${dossier} » ne contient pas d’archive : donnez le dossier de l’archive, ou archivez d’abord un mois clos par « telegestion archiver ».`;
    if (c.json) c.ecrire(JSON.stringify({ code: 'ARCHIVE_ABSENTE', message }));
    c.dire(message);
    return 1;
  }
  const dire = parSeconde(c.dire);
  const autorite = autoriteDe(c.config);
  const r = await verifierArchive({
    ...vue,
    maintenant: horlogeSysteme(),
    ...(autorite ? { jugerJeton: jugeDeJetons(vue, autorite) } : {}),
    progres: (n, total) => dire(`${n} / ${pluriel(total, 'relevé vérifié', 'relevés vérifiés')}`),
  });
  // Those of another folder are not beside it.
  const repris = c.arguments[0] ? undefined : await verifierReleves(dossierRelevesRepris(c.config.DATA_DIR));
  const relevesRepris = repris === undefined ? {} : { relevesRepris: repris };
  c.ecrire(
    c.json
      ? JSON.stringify({ ...r, ...relevesRepris })
      : [enFrancais(r, autorite !== undefined), ...relevesEnFrancais(repris)].join('\n'),
  );
  if (r.defauts.length + (repris?.defauts.length ?? 0) > 0) return 1;
  return autorite === undefined || nonDates(r).length === 0 ? 0 : SANS_DATE;
};

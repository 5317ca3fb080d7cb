import type { Antenne } from '#shared/contrats/commun';
import type { GenreAlerte } from '#shared/contrats/exploitation/alerte';
import { BASE_CENTRALE, idIntervenant, idUsager } from '#shared/contrats/ids';
import { lecteurVues } from '#shared/domain/alerte/acquittements';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { nomComplet } from '#shared/mots/textes';
import { AU_TELEPHONE, echecsParHeure, type JourPilotage, parHeure } from '#shared/pilotage/agregats';
import { causesDe } from '#shared/pilotage/causes';
import {
  type CarteAntenne,
  type DetailPilotage,
  MOIS_TENDANCE,
  type MoisDAntenne,
  type PersonnePilotage,
  type TableauPilotage,
} from '#shared/pilotage/contrat';
import { mesurerPar } from '#shared/pilotage/mesures';
import { ajouterMois, debutDuJour, premierJour } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import type { Magasin } from '../../../store/lire';
import { clesType, plageType } from '../../../store/types';
import { lirePostesEnRetard } from '../../cloture';

type Ports = { magasin: Magasin; horloge: Horloge };

/** Those that nobody has seen, by `_id`: one who has seen an alert takes it out of the counts of its antenna [AL-5]. */
const lireAlertes = async (m: Magasin, antenne: Antenne): Promise<Map<string, GenreAlerte>> => {
  const alertes = await plageType(m, 'alerte', { antenne });
  const vues = lecteurVues(await plageType(m, 'acquittement', { antenne }));
  return new Map(alertes.flatMap((x) => (vues(x) ? [] : [[x._id, x.genre] as const])));
};

const compterAlertes = (alertes: ReadonlyMap<string, GenreAlerte>): CarteAntenne['alertes'] => {
  const comptes: CarteAntenne['alertes'] = {};
  for (const genre of alertes.values()) comptes[genre] = (comptes[genre] ?? 0) + 1;
  return comptes;
};

type PostesLus = Awaited<ReturnType<typeof lirePostesEnRetard>>;

/** The longest silence first. A PC of several antennas is one, as are the sessions that work on it in turn. */
const compterPostes = (postes: PostesLus): CarteAntenne['postes'] => {
  const [premier] = postes.map((p) => p.vuLe).sort();
  return {
    enRetard: new Set(postes.map((p) => p.poste)).size,
    saisies: postes.reduce((n, p) => n + p.attente, 0),
    ...(premier === undefined ? {} : { depuis: premier }),
  };
};

const lireMois = async (m: Magasin, antenne: Antenne, mois: Mois): Promise<MoisDAntenne[]> =>
  (
    await plageType(
      m,
      'pilotage-mois',
      { antenne },
      { de: ajouterMois(mois, 1 - MOIS_TENDANCE), avant: ajouterMois(mois, 1) },
    )
  ).map(({ _id, _rev, type, ...d }) => d);

/** [PT-5] What waits in the central queue, or failed there: no antenna counts it, the report does. */
const lireHorsAntenne = async (m: Magasin, mois: Mois): Promise<Pick<TableauPilotage, 'horsAntenne'>> => {
  const [de, avant] = [premierJour(mois), premierJour(ajouterMois(mois, 1))];
  const base = BASE_CENTRALE;
  const attentes = await plageType(m, 'attente', { base }, { de, avant });
  const echecs = await plageType(m, 'appel', { base }, { de: debutDuJour(de), avant: debutDuJour(avant) });
  const auTelephone = attentes.filter((a) => AU_TELEPHONE.has(a.source));
  const appels = { pointages: parHeure(auTelephone.map((a) => a.instant)), echecs: echecsParHeure(echecs) };
  return Object.keys({ ...appels.pointages, ...appels.echecs }).length === 0 ? {} : { horsAntenne: appels };
};

/** The antennas side by side for a month, and how each came there: from what the transition keeps, and nothing else. */
export const lireTableauPilotage = async (
  { magasin, horloge }: Ports,
  antennes: readonly Antenne[],
  mois: Mois,
): Promise<TableauPilotage> => {
  const vuLe = horloge();
  const lues = await Promise.all(
    antennes.map(async (antenne) => ({
      antenne,
      mois: await lireMois(magasin, antenne, mois),
      alertes: await lireAlertes(magasin, antenne),
      postes: await lirePostesEnRetard(magasin, antenne, vuLe, (id) => id),
    })),
  );
  return {
    mois,
    vuLe,
    antennes: lues.map(({ antenne, mois: tous, alertes, postes }) => {
      const sien = tous.find((x) => x.mois === mois);
      const maintenant = { alertes: compterAlertes(alertes), postes: compterPostes(postes) };
      return { antenne, ...(sien ? { mois: sien } : {}), ...maintenant };
    }),
    // What is of the service, or of two antennas, bears one name in each.
    service: {
      alertes: compterAlertes(new Map(lues.flatMap((l) => [...l.alertes]))),
      postes: compterPostes(lues.flatMap((l) => l.postes)),
    },
    tendance: lues.flatMap((l) => l.mois.map(({ appels, ...x }) => x)),
    ...(antennes.length === codesAntennes().length ? await lireHorsAntenne(magasin, mois) : {}),
  };
};

/** The days of a month of an antenna. */
export const lireJoursPilotage = (m: Magasin, antenne: Antenne, mois: Mois): Promise<JourPilotage[]> =>
  plageType(m, 'pilotage-jour', { antenne }, { de: premierJour(mois), avant: premierJour(ajouterMois(mois, 1)) });

export type Nommer = (id: string) => string;

/** Names of persons of an antenna; who is in no file any more keeps an identifier. */
export const lireNoms = async (
  m: Magasin,
  antenne: Antenne,
  ids: { usagers: Iterable<string>; intervenants: Iterable<string> },
): Promise<{ usager: Nommer; intervenant: Nommer }> => {
  const lire = async (voulus: Iterable<string>, enId: (id: string) => string): Promise<Nommer> => {
    const uniques = [...new Set(voulus)];
    const docs = await clesType(m, ['usager', 'intervenant'], uniques.map(enId), { antenne });
    const noms = new Map(uniques.map((id, n) => [id, docs[n]]));
    return (id) => {
      const p = noms.get(id);
      return p ? nomComplet(p) : id;
    };
  };
  return { usager: await lire(ids.usagers, idUsager), intervenant: await lire(ids.intervenants, idIntervenant) };
};

const collateur = new Intl.Collator('fr');

const nommerTous = (personnes: ReturnType<typeof mesurerPar>, nom: Nommer): PersonnePilotage[] =>
  personnes
    .map((p) => ({ ...p, nom: nom(p.id) }))
    .sort((a, b) => collateur.compare(a.nom, b.nom) || (a.id < b.id ? -1 : 1));

/** What is behind an antenna's month: its days and, `nominatif`, its persons and what makes them omit. */
export const lireDetailPilotage = async (
  { magasin, horloge }: Ports,
  { antenne, mois, nominatif }: { antenne: Antenne; mois: Mois; nominatif: boolean },
): Promise<DetailPilotage> => {
  const vuLe = horloge();
  const jours = await lireJoursPilotage(magasin, antenne, mois);
  const clos = jours.find((j) => j.clos !== undefined)?.clos;
  const commun = {
    antenne,
    mois,
    vuLe,
    ...(clos === undefined ? {} : { clos }),
    jours: jours.map(({ date, mesures }) => ({ date, mesures })),
  };
  if (!nominatif) return commun;
  const lignes = jours.flatMap((j) => j.lignes);
  const usagers = mesurerPar(lignes, (l) => l.usagerId);
  const intervenants = mesurerPar(lignes, (l) => l.intervenantId);
  const noms = await lireNoms(magasin, antenne, {
    usagers: usagers.map((u) => u.id),
    intervenants: intervenants.map((i) => i.id),
  });
  return {
    ...commun,
    personnes: {
      usagers: nommerTous(usagers, noms.usager),
      intervenants: nommerTous(intervenants, noms.intervenant),
      causes: causesDe(lignes).map((c) => ({
        ...c,
        nom:
          c.genre === 'AIDE'
            ? noms.intervenant(c.id)
            : c.genre === 'USAGER'
              ? noms.usager(c.id)
              : c.usagerId === undefined
                ? ''
                : noms.usager(c.usagerId),
      })),
    },
  };
};

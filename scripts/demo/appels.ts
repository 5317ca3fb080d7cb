import { numeroE164 } from '#shared/formats/champ-telephone';
import { dateParis, ecartSecondes, epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Alea } from '#shared/testing/alea';
import type { ServiceGenere } from '#shared/testing/generateur/generer';
import type { UsagerGenere } from '#shared/testing/generateur/usagers';

/** A visit of today that calls may still begin or end. */
type Suivie = {
  aide: ServiceGenere['aides'][number];
  usager: UsagerGenere;
  debut: Instant;
  fin: Instant;
  arriveeLe?: Instant;
  finie: boolean;
  imprevue?: true;
};

export type AppelPrevu = { de: string; touches: string; phrase: string };

/** Within the pairing's default: the call still meets its planned visit. */
const FENETRE_S = 110 * 60;
/** A call that comes that near its hour needs no shifting. */
const PROCHE_S = 10 * 60;
/** Visits that nobody had planned, in a quiet hour: how long, and how many at once before the oldest ends early. */
const IMPREVUE_S = 45 * 60;
const IMPREVUES_MAX = 25;

const suivre = (service: ServiceGenere, maintenant: Instant): Suivie[] => {
  const aides = new Map(service.aides.map((a) => [a.id_intervenant, a]));
  return service.realisations.flatMap(({ visite, arrivee, depart, fin, idIntervenant }): Suivie[] => {
    const aide = aides.get(idIntervenant);
    if (!visite || !aide || depart || dateParis(visite.debut) !== dateParis(maintenant)) return [];
    // Over before we came, with a side forgotten: a manager's work, no call will mend it.
    if (fin <= maintenant) return [];
    return [
      {
        aide,
        usager: visite.usager,
        debut: visite.debut,
        fin: visite.fin,
        finie: false,
        ...(arrivee ? { arriveeLe: arrivee.instant } : {}),
      },
    ];
  });
};

const nomDe = (p: { civilite: string; nom: string; prenom: string }): string =>
  `${p.civilite === 'M' ? 'M.' : 'Mme'} ${p.nom} ${p.prenom}`;

/** Chooses calls one after the other, as a day of the service would bring them, only denser. */
export const sourceAppels = (
  alea: Alea,
  service: ServiceGenere,
  debut: Instant,
): ((maintenant: Instant) => AppelPrevu | undefined) => {
  const visites = suivre(service, debut);
  const parNumero = new Map<string, number>();
  for (const { propre } of service.usagers)
    for (const t of propre.telephones) parNumero.set(numeroE164(t) ?? t, (parNumero.get(numeroE164(t) ?? t) ?? 0) + 1);

  const composer = (v: Suivie, touche: '1' | '2'): AppelPrevu => {
    const [premier] = v.usager.propre.telephones;
    const e164 = premier === undefined ? undefined : numeroE164(premier);
    const sens = touche === '1' ? 'arrive chez' : 'repart de chez';
    const phrase = `${nomDe(v.aide)} ${sens} ${nomDe(v.usager.propre)} (${v.usager.propre.antenne})`;
    const code = v.aide.code_svi ?? '';
    // No known number: the code of the beneficiary is asked, and the pound key leaves the punch to wait.
    if (e164 === undefined)
      return { de: 'anonymous', touches: `${code},#,${touche}`, phrase: `${phrase}, numéro masqué` };
    const partage = (parNumero.get(e164) ?? 0) > 1;
    return { de: e164.slice(1), touches: partage ? `${code},0,${touche}` : `${code},${touche}`, phrase };
  };

  const enCours = (v: Suivie): v is Suivie & { arriveeLe: Instant } => v.arriveeLe !== undefined && !v.finie;
  const auDebut = visites.filter(enCours).length;
  /** Seconds until the planned duration is over; negative once it is. */
  const reste = (v: Suivie & { arriveeLe: Instant }, maintenant: Instant): number =>
    ecartSecondes(v.debut, v.fin) - ecartSecondes(v.arriveeLe, maintenant);
  const plusProche = <V extends Suivie>(choix: readonly V[], ecart: (v: V) => number): V | undefined =>
    [...choix].sort((x, y) => Math.abs(ecart(x)) - Math.abs(ecart(y)))[0];

  /** Calls that are due come first; then one is shifted, on the side that keeps as many visits in progress as at first. */
  const choisir = (maintenant: Instant): Suivie | undefined => {
    const avantDebut = (v: Suivie): number => ecartSecondes(maintenant, v.debut);
    const avantFin = (v: Suivie & { arriveeLe: Instant }): number => reste(v, maintenant);
    const presentes = visites.filter(enCours);
    const prevues = presentes.filter((v) => !v.imprevue);
    const arrivees = visites.filter((v) => v.arriveeLe === undefined && Math.abs(avantDebut(v)) < FENETRE_S);
    const dues = [
      plusProche(
        arrivees.filter((v) => Math.abs(avantDebut(v)) < PROCHE_S),
        avantDebut,
      ),
      plusProche(
        presentes.filter((v) => Math.abs(avantFin(v)) < Math.min(PROCHE_S, ecartSecondes(v.debut, v.fin) / 3)),
        avantFin,
      ),
    ].filter((v) => v !== undefined);
    if (dues.length > 0) return alea.parmi(dues);
    const avancees = prevues.filter((v) => avantFin(v) < ecartSecondes(v.debut, v.fin) / 2 && avantFin(v) > -FENETRE_S);
    const decalee = prevues.length > auDebut ? plusProche(avancees, avantFin) : plusProche(arrivees, avantDebut);
    if (decalee) return decalee;
    const imprevues = presentes.filter((v) => v.imprevue);
    const [ancienne] = imprevues.length >= IMPREVUES_MAX ? imprevues : [];
    return ancienne && ecartSecondes(ancienne.arriveeLe, maintenant) > PROCHE_S ? ancienne : undefined;
  };

  return (maintenant) => {
    if (alea.chance(0.04)) {
      const usager = alea.parmi(service.usagers);
      const de = usager?.propre.telephones[0];
      if (de)
        return { de: numeroE164(de)?.slice(1) ?? de, touches: '00000', phrase: 'un code erroné, puis on raccroche' };
    }
    const v = choisir(maintenant);
    if (v && v.arriveeLe === undefined) {
      v.arriveeLe = maintenant;
      return composer(v, '1');
    }
    if (v) {
      v.finie = true;
      return composer(v, '2');
    }
    // Night, or a quiet hour: a visit that nobody had planned.
    const occupees = new Set(visites.filter(enCours).map((x) => x.aide));
    const aide = alea.parmi(service.aides.filter((a) => !occupees.has(a)));
    const usager = alea.parmi(service.usagers.filter((u) => u.propre.antenne === aide?.antenne));
    if (!aide || !usager) return undefined;
    const fin = instantDe(epochMs(maintenant) + IMPREVUE_S * 1000);
    const neuve: Suivie = { aide, usager, debut: maintenant, fin, arriveeLe: maintenant, finie: false, imprevue: true };
    visites.push(neuve);
    return composer(neuve, '1');
  };
};

export const maintenantUtc = (): Instant => instantDe(Date.now());

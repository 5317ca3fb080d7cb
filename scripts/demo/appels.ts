import { numeroE164 } from '#shared/formats/champ-telephone';
import { dateParis, ecartSecondes, instantDe } from '#shared/temps/paris';
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
};

export type AppelPrevu = { de: string; touches: string; phrase: string };

/** Within the pairing's default: the call still meets its planned visit. */
const FENETRE_S = 110 * 60;
/** Between the two calls of a visit that the demonstration itself began. */
const VISITE_ABREGEE_S = 90;

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

  const proche = (maintenant: Instant, v: Suivie, borne: 'debut' | 'fin'): number =>
    Math.abs(ecartSecondes(v[borne], maintenant));

  return (maintenant) => {
    if (alea.chance(0.04)) {
      const usager = alea.parmi(service.usagers);
      const de = usager?.propre.telephones[0];
      if (de)
        return { de: numeroE164(de)?.slice(1) ?? de, touches: '00000', phrase: 'un code erroné, puis on raccroche' };
    }
    const departs = visites.filter(
      (v) =>
        !v.finie &&
        v.arriveeLe !== undefined &&
        (v.arriveeLe > debut
          ? ecartSecondes(v.arriveeLe, maintenant) > VISITE_ABREGEE_S
          : proche(maintenant, v, 'fin') < FENETRE_S),
    );
    const arrivees = visites.filter((v) => v.arriveeLe === undefined && proche(maintenant, v, 'debut') < FENETRE_S);
    const choix = arrivees.length > 0 && (departs.length === 0 || alea.chance(0.55)) ? arrivees : departs;
    const borne = choix === arrivees ? 'debut' : 'fin';
    const [v] = choix.sort((x, y) => proche(maintenant, x, borne) - proche(maintenant, y, borne));
    if (v && choix === arrivees) {
      v.arriveeLe = maintenant;
      return composer(v, '1');
    }
    if (v) {
      v.finie = true;
      return composer(v, '2');
    }
    // Night, or a quiet hour: a visit that nobody had planned.
    const aide = alea.parmi(service.aides);
    const usager = alea.parmi(service.usagers.filter((u) => u.propre.antenne === aide?.antenne));
    if (!aide || !usager) return undefined;
    const imprevue: Suivie = { aide, usager, debut: maintenant, fin: maintenant, arriveeLe: maintenant, finie: false };
    visites.push(imprevue);
    return composer(imprevue, '1');
  };
};

export const maintenantUtc = (): Instant => instantDe(Date.now());

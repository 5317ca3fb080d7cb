import { randomUUID } from 'node:crypto';
import type { Horloge } from '../../horloge';
import { type Champs, signerV3 } from '../../simulator/signature';
import { lireDocument } from '../../simulator/xml';
import { CODE_SONDE, NUMERO_SONDE, PREFIXE_SONDE } from '../../svi/sonde';
import type { ReglagesPlivo } from '../reglages';
import { type ApiPlivo, pourquoi } from './api';
import { applicationDuNumero, lireNumero, listerApplications } from './api-compte';
import { champsAttendus, differences } from './configurer';
import { bon, type Controle, faute } from './controle';
import { direCout, type Rythme } from './cout-essais';
import { verifierNom } from './nom-public';
import { horodatageUtc } from './releve-appels';

/** Two clocks further apart than this make wrong punches, and calls whose start is not believed. */
const ECART_MAX_S = 120;
const DELAI_WEBHOOK_MS = 10_000;

const CONFIGURER = 'lancez « telegestion plivo configurer »';

/** What Plivo has: the number, its application and its addresses, and the operator's clock. */
const verifierCompte = async (api: ApiPlivo, r: ReglagesPlivo, horloge: Horloge): Promise<Controle[]> => {
  const avant = horloge();
  const lu = await lireNumero(api, r.numero);
  const apres = horloge();
  if (!lu.ok) return [faute(lu.refus.code === 'NUMERO_INCONNU' ? 'numéro' : 'compte', lu.refus.message)];
  const { valeur: numero, dateServeur } = lu.valeur;
  const controles = [bon('compte', 'Plivo accepte l’identifiant et le jeton.')];
  controles.push(
    numero.voice_enabled === false
      ? faute('numéro', `${r.numero} ne reçoit pas d’appels : louez un numéro « voice » dans la console de Plivo.`)
      : bon('numéro', `${r.numero} est au compte.`),
  );
  controles.push(controlerHorloge(dateServeur, avant, apres));

  const applications = await listerApplications(api);
  if (!applications.ok) return [...controles, faute('application', applications.refus.message)];
  const appId = applicationDuNumero(numero);
  const liee = applications.valeur.find((a) => a.app_id === appId);
  if (!liee) {
    return [...controles, faute('application', `${r.numero} n’appelle aucune application : ${CONFIGURER}.`)];
  }
  if (liee.app_name !== r.application) {
    const message = `${r.numero} appelle l’application « ${liee.app_name} », non « ${r.application} » : ${CONFIGURER}, ou corrigez PLIVO_APPLICATION.`;
    return [...controles, faute('application', message)];
  }
  controles.push(bon('application', `${r.numero} appelle « ${r.application} ».`));
  const ecarts = Object.keys(differences(liee, champsAttendus(r.origine)));
  controles.push(
    ecarts.length === 0
      ? bon('adresses', 'Réponse, secours et fin d’appel, avec leurs retentatives.')
      : faute('adresses', `À corriger : ${ecarts.join(', ')} ; ${CONFIGURER}.`),
  );
  return controles;
};

/** The Date header has whole seconds; half of the answer's time is given to the way back. */
const controlerHorloge = (dateServeur: number | undefined, avant: number, apres: number): Controle => {
  if (dateServeur === undefined) return faute('horloge', 'Plivo n’a pas donné l’heure : relancez.');
  const ecart = Math.round(((avant + apres) / 2 - dateServeur) / 1000);
  return Math.abs(ecart) > ECART_MAX_S
    ? faute(
        'horloge',
        `Cette machine ${ecart > 0 ? 'avance' : 'retarde'} de ${Math.abs(ecart)} s sur Plivo : réglez son heure (NTP, « timedatectl »).`,
      )
    : bon('horloge', `${Math.abs(ecart)} s d’écart avec Plivo.`);
};

/** [DI-1] The number that checks come from, and what they cost a month; nothing where there is none. */
const verifierSonde = async (api: ApiPlivo, r: ReglagesPlivo, rythme: Rythme | undefined): Promise<Controle[]> => {
  if (r.sonde === undefined || rythme === undefined) return [];
  const lu = await lireNumero(api, r.sonde, 'PLIVO_SONDE_NUMERO');
  if (!lu.ok) return [faute('appels d’essai', lu.refus.message)];
  if (lu.valeur.valeur.voice_enabled === false)
    return [faute('appels d’essai', `${r.sonde} n’est pas un numéro « voice » : aucun appel n’en part.`)];
  return [bon('appels d’essai', `depuis ${r.sonde} : ${await direCout(api, r.numero, rythme)}.`)];
};

type Reponse = { statut: number; texte: string } | { erreur: string };

const poster = async (url: string, champs: Champs, jeton: string, nonce?: string): Promise<Reponse> => {
  const { nonce: n, signature } = signerV3(jeton, url, champs, nonce);
  try {
    const reponse = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams(Object.entries(champs).map(([k, v]): [string, string] => [k, String(v)])),
      headers: { 'X-Plivo-Signature-V3': signature, 'X-Plivo-Signature-V3-Nonce': n },
      redirect: 'manual',
      signal: AbortSignal.timeout(DELAI_WEBHOOK_MS),
    });
    return { statut: reponse.status, texte: await reponse.text() };
  } catch (e) {
    return { erreur: pourquoi(e) };
  }
};

const poseQuestion = (xml: string): boolean => {
  try {
    return lireDocument(xml).some((v) => v.verbe === 'GetInput');
  } catch {
    return false;
  }
};

/** Our own public address, as Plivo would call it: a synthetic call, which leaves nothing behind. */
const verifierAdresse = async (r: ReglagesPlivo, authToken: string, horloge: Horloge): Promise<Controle[]> => {
  const champs: Champs = {
    CallUUID: `${PREFIXE_SONDE}verifier-${randomUUID()}`,
    From: NUMERO_SONDE.replace('+', ''),
    To: r.numero.replace('+', ''),
    Direction: 'inbound',
    SessionStart: horodatageUtc(horloge()),
  };
  const url = `${r.origine}/plivo/appel`;
  const debut = await poster(url, { ...champs, CallStatus: 'ringing', Event: 'StartApp' }, authToken);
  if ('erreur' in debut) {
    const message = `${r.origine} ne répond pas (${debut.erreur}) : vérifiez que le SVI tourne, et que le serveur mandataire lui passe /plivo/.`;
    return [faute('adresse publique', message)];
  }
  // What stands before the SVI found nobody behind it: what it would make of a false signature cannot be known.
  if ([502, 503, 504].includes(debut.statut)) {
    const message = `${r.origine} répond ${debut.statut} : le serveur mandataire ne joint pas le SVI ; vérifiez que le SVI tourne, et sur le port où il lui passe /plivo/.`;
    return [faute('adresse publique', message)];
  }
  const controles = [controlerReponse(r.origine, debut)];
  const fin = { ...champs, CallStatus: 'completed', Event: 'Hangup' };
  if (debut.statut === 200) await poster(`${r.origine}/plivo/fin`, fin, authToken);

  const faux = await poster(url, { ...champs, Digits: CODE_SONDE }, `${authToken}-faux`);
  controles.push(
    !('erreur' in faux) && faux.statut === 403
      ? bon('signature', 'Une requête faussement signée est refusée (403).')
      : faute(
          'signature',
          `Une requête faussement signée n’est pas refusée (${'erreur' in faux ? faux.erreur : faux.statut}) : ${r.origine} n’est pas ce SVI, ou un serveur mandataire répond à sa place.`,
        ),
  );
  return controles;
};

const controlerReponse = (origine: string, debut: { statut: number; texte: string }): Controle => {
  if (debut.statut === 403) {
    return faute(
      'adresse publique',
      `${origine} refuse une requête bien signée (403) : le SVI n’a pas ce PLIVO_AUTH_TOKEN ou ce PUBLIC_ORIGIN ; donnez-lui les mêmes, puis redémarrez-le.`,
    );
  }
  if (debut.statut !== 200 || !poseQuestion(debut.texte)) {
    return faute(
      'adresse publique',
      `${origine}/plivo/appel ne répond pas comme le SVI (${debut.statut}) : vérifiez que le serveur mandataire lui passe /plivo/.`,
    );
  }
  return bon('adresse publique', `${origine} répond, et demande un code.`);
};

/** Every check, in the order in which they are to be made good. */
export const verifier = async (
  api: ApiPlivo,
  r: ReglagesPlivo,
  o: { authToken: string; horloge: Horloge; rythme?: Rythme },
): Promise<Controle[]> => [
  ...(await verifierCompte(api, r, o.horloge)),
  ...(await verifierSonde(api, r, o.rythme)),
  ...(await verifierNom(r.origine)),
  ...(await verifierAdresse(r, o.authToken, o.horloge)),
];

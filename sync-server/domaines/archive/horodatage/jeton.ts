import { createHash, timingSafeEqual } from 'node:crypto';
import { Integer, Null, OctetString, Sequence } from 'asn1js';
import {
  AlgorithmIdentifier,
  Certificate,
  type ExtKeyUsage,
  MessageImprint,
  SignedData,
  type SignedDataVerifyResult,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { type Instant, instantSchema } from '#shared/temps/types';

// RFC 3161: what is asked of a time-stamping authority, and what its answer is worth. No network here.

const SHA_256 = '2.16.840.1.101.3.4.2.1';
const USAGE_HORODATAGE = '1.3.6.1.5.5.7.3.8';
const USAGE_DE_LA_CLE = '2.5.29.37';
/** SigningCertificateV2, and its first version. */
const CERTIFICAT_SIGNATAIRE = ['1.2.840.113549.1.9.16.2.47', '1.2.840.113549.1.9.16.2.12'];
const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const ALGORITHMES: Readonly<Record<number, string>> = { 20: 'sha1', 32: 'sha256', 48: 'sha384', 64: 'sha512' };

const enTampon = (octets: Uint8Array): ArrayBuffer => new Uint8Array(octets).buffer;
const octetsDe = (v: { valueBlock: { valueHexView: Uint8Array } }): Buffer => Buffer.from(v.valueBlock.valueHexView);

/** The DER request: time-stamp these bytes, and send the certificates along. */
export const demandeHorodatage = (donnees: Uint8Array, nonce: Uint8Array): Uint8Array => {
  const empreinte = createHash('sha256').update(donnees).digest();
  const demande = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA_256, algorithmParams: new Null() }),
      hashedMessage: new OctetString({ valueHex: enTampon(empreinte) }),
    }),
    nonce: new Integer({ valueHex: enTampon(nonce) }),
    certReq: true,
  });
  return new Uint8Array(demande.toSchema().toBER(false));
};

/** Certificates of a PEM file. */
export const lireCertificats = (pem: string): Certificate[] =>
  [...pem.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)].map(([, corps = '']) =>
    Certificate.fromBER(enTampon(Buffer.from(corps, 'base64'))),
  );

export type Attendu = {
  donnees: Uint8Array;
  /** As it was asked; absent for an answer kept from long ago, whose nonce was judged when it came. */
  nonce?: Uint8Array;
  /** The authorities that are trusted. */
  racines: readonly Certificate[];
};

const refus = (code: string, phrase: string) => refuser(code, phrase);

/** The certificate that the signature itself names: the one of another signer with the same key does not do. */
const nommeSonCertificat = (signe: SignedData, certificat: Certificate): boolean => {
  const attributs = signe.signerInfos[0]?.signedAttrs?.attributes ?? [];
  const attribut = attributs.find((a) => CERTIFICAT_SIGNATAIRE.includes(a.type));
  const liste = attribut?.values[0];
  const certificats = liste instanceof Sequence ? liste.valueBlock.value[0] : undefined;
  const premier = certificats instanceof Sequence ? certificats.valueBlock.value[0] : undefined;
  const empreinte =
    premier instanceof Sequence ? premier.valueBlock.value.find((v) => v instanceof OctetString) : undefined;
  if (!(empreinte instanceof OctetString)) return false;
  const lue = octetsDe(empreinte);
  const algorithme = ALGORITHMES[lue.length];
  if (algorithme === undefined) return false;
  const der = Buffer.from(certificat.toSchema(true).toBER(false));
  return timingSafeEqual(createHash(algorithme).update(der).digest(), lue);
};

const sertAHorodater = (certificat: Certificate): boolean => {
  const usage = certificat.extensions?.find((e) => e.extnID === USAGE_DE_LA_CLE)?.parsedValue as
    | ExtKeyUsage
    | undefined;
  return usage?.keyPurposes.includes(USAGE_HORODATAGE) === true;
};

const lireReponse = (reponse: Uint8Array): { signe: SignedData; info: TSTInfo } | number | undefined => {
  try {
    const lue = TimeStampResp.fromBER(enTampon(reponse));
    if (lue.status.status > 1) return lue.status.status;
    const signe = new SignedData({ schema: lue.timeStampToken?.content });
    if (signe.encapContentInfo.eContentType !== TST_INFO) return undefined;
    const contenu = signe.encapContentInfo.eContent?.getValue();
    return contenu && { signe, info: TSTInfo.fromBER(contenu) };
  } catch {
    return undefined;
  }
};

/** The instant that an answer proves, or why it proves nothing. */
export const jugerHorodatage = async (
  reponse: Uint8Array,
  attendu: Attendu,
): Promise<Resultat<{ instant: Instant }>> => {
  const lue = lireReponse(reponse);
  if (lue === undefined) return refus('ILLISIBLE', 'La réponse de l’autorité d’horodatage n’est pas lisible.');
  if (typeof lue === 'number') return refus('REFUSE', `L’autorité d’horodatage a refusé la demande (statut ${lue}).`);
  const { signe, info } = lue;
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const empreinte = createHash('sha256').update(attendu.donnees).digest();
  if (hashAlgorithm.algorithmId !== SHA_256 || !octetsDe(hashedMessage).equals(empreinte))
    return refus('EMPREINTE', 'L’horodatage porte sur autre chose que ce mois.');
  if (attendu.nonce && !(info.nonce && octetsDe(info.nonce).equals(Buffer.from(attendu.nonce))))
    return refus('NONCE', 'L’horodatage ne répond pas à la demande faite : il a pu être rejoué.');
  let verdict: SignedDataVerifyResult;
  try {
    const resultat: unknown = await signe.verify({
      signer: 0,
      data: enTampon(attendu.donnees),
      trustedCerts: [...attendu.racines],
      checkChain: true,
      extendedMode: true,
    });
    verdict = resultat as SignedDataVerifyResult;
  } catch (e) {
    const code = (e as { code?: unknown }).code;
    return code === 5
      ? refus(
          'CERTIFICAT',
          'L’autorité d’horodatage n’est pas de celles du fichier HORODATAGE_CA. A-t-elle changé de certificat racine : ajoutez le nouveau à ce fichier, et n’en ôtez jamais d’ancien, qui prouve ce qui a été daté par lui.',
        )
      : refus('SIGNATURE', 'La signature de l’horodatage n’est pas bonne.');
  }
  const certificat = verdict.signerCertificate;
  if (verdict.signatureVerified !== true || !certificat || !nommeSonCertificat(signe, certificat))
    return refus('SIGNATURE', 'La signature de l’horodatage n’est pas bonne.');
  if (!sertAHorodater(certificat))
    return refus('CERTIFICAT', 'Le certificat de l’autorité n’est pas fait pour horodater.');
  return { ok: true, valeur: { instant: instantSchema.parse(`${info.genTime.toISOString().slice(0, 19)}Z`) } };
};

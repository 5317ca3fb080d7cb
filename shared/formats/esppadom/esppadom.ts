import type { Ajustement } from '../../contrats/corrections/intervention';
import type { DispositifDases } from '../../domain/dases/parts';
import type { ReglagesEsppadom } from '../../domain/dases/table';
import { decalageParis, localParis } from '../../temps/paris';
import type { DateCivile, Instant, Minutes } from '../../temps/types';

/** One visit for one prise en charge, as ESPPADOM DELIVERY tells it. */
export type Avis = {
  /** The visit's; with the prise en charge where several share it. */
  id: string;
  transaction: string;
  emission: Instant;
  payeur: { code: string; nom: string };
  numeroPec: string;
  dispositif: DispositifDases;
  usager: {
    id: string;
    nom: string;
    prenom: string;
    dateNaissance: DateCivile;
    adresse: string;
    codePostal: string;
    ville: string;
  };
  intervenant: { id: string; nom: string };
  ajustement: Ajustement;
  /** Retained hours. */
  debut: Instant;
  fin: Instant;
  /** Raw hours, each side where it was punched. */
  arrivee?: Instant | undefined;
  depart?: Instant | undefined;
  /** Minutes that this prise en charge pays. */
  minutes: Minutes;
};

export const ESPACES = {
  ns: 'urn:un:unece:uncefact:data:standard:CrossIndustryDespatchAdvice:2',
  ram: 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:8',
  qdt: 'urn:un:unece:uncefact:data:standard:QualifiedDataType:8',
  pie: 'urn:un:unece:uncefact:data:standard:PersonInformationEntity:1',
} as const;

export const LIBELLES_AIDES = {
  APA: 'Allocation personnalisée d’autonomie',
  AM: 'Aide ménagère',
  PCH: 'Prestation de compensation du handicap',
} as const;

/** Where a value comes from: the visit, a list that is known, or a setting, because its list could not be had. */
type Origine = 'donnée' | 'liste connue' | 'réglage';

export type ChampEsppadom = {
  chemin: string;
  /** Undefined: the element is left out. */
  valeur: (a: Avis, r: ReglagesEsppadom) => string | undefined;
  attributs?: (r: ReglagesEsppadom) => Record<string, string | undefined>;
  sens: string;
  origine: Origine;
  requis: boolean;
};

/** Local time of Paris with its offset: the repeated hour of autumn is told apart. */
const heure = (i: Instant): string => `${localParis(i)}${decalageParis(i)}`;
const heureOuRien = (i: Instant | undefined): string | undefined => (i === undefined ? undefined : heure(i));

/** Hours, exact to the tenth digit: two would lose minutes. */
export const heuresFacturees = (m: Minutes): string =>
  Number.isInteger(m / 60) ? String(m / 60) : (m / 60).toFixed(10).replace(/0+$/, '');

const liste =
  (nom: string) =>
  (r: ReglagesEsppadom): Record<string, string | undefined> => ({ listID: nom, listAgencyName: r.agence });
const listeIdentification = (r: ReglagesEsppadom) => ({ listID: r.identification.liste, listAgencyName: r.agence });

const ENTETE = 'ns:CIDDHExchangedDocument';
const OPERATION = 'ns:CIDDHSupplyChainTradeTransaction';
const ACCORD = `${OPERATION}/ram:ApplicableCIDDHSupplyChainTradeAgreement`;
const LIVRAISON = `${OPERATION}/ram:ApplicableCIDDHSupplyChainTradeDelivery`;
const USAGER = `${LIVRAISON}/ram:ShipToCITradeParty`;
const STRUCTURE = `${LIVRAISON}/ram:ShipFromCITradeParty`;
const RETENU = `${LIVRAISON}/ram:ActualDespatchCISupplyChainEvent`;
const BRUT = `${LIVRAISON}/ram:AdditionalReferencedCIReferencedDocument/ram:EffectiveCISpecifiedPeriod`;
const LIGNE = `${OPERATION}/ram:IncludedCIDDLSupplyChainTradeLineItem`;

const cote = (
  nom: 'StartDateTime' | 'EndDateTime',
  de: (a: Avis) => Instant | undefined,
  quoi: string,
): ChampEsppadom[] => [
  {
    chemin: `${BRUT}/ram:${nom}/ram:CertifiedDateTime`,
    valeur: (a) => heureOuRien(de(a)),
    sens: `${quoi} pointé, à la seconde ; absent s’il n’a pas été pointé`,
    origine: 'donnée',
    requis: false,
  },
  ...(['Customer', 'Supplier'] as const).map(
    (qui): ChampEsppadom => ({
      chemin: `${BRUT}/ram:${nom}/ram:${qui}IdentificationMethod`,
      valeur: (a, r) =>
        de(a) === undefined ? undefined : r.identification[qui === 'Customer' ? 'usager' : 'intervenant'],
      attributs: listeIdentification,
      sens: `Manière dont ${qui === 'Customer' ? 'l’usager' : 'l’intervenant'} a été reconnu`,
      origine: 'réglage',
      requis: false,
    }),
  ),
];

const donnee = (chemin: string, sens: string, valeur: (a: Avis, r: ReglagesEsppadom) => string): ChampEsppadom => ({
  chemin,
  valeur,
  sens,
  origine: 'donnée',
  requis: true,
});
const reglage = (
  chemin: string,
  sens: string,
  valeur: (a: Avis, r: ReglagesEsppadom) => string | undefined,
): ChampEsppadom => ({
  chemin,
  valeur,
  sens,
  origine: 'réglage',
  requis: false,
});

/** ESPPADOM DELIVERY 1.4, one CrossIndustryDespatchAdvice: its elements, in order. What it writes is what is documented. */
export const ESPPADOM: readonly ChampEsppadom[] = [
  { ...donnee(`${ENTETE}Context/ram:VersionID`, 'Version', () => '1.4'), origine: 'liste connue' },
  donnee(
    `${ENTETE}Context/ram:SpecifiedTransactionID`,
    'Message : le même pour toutes ses visites',
    (a) => a.transaction,
  ),
  donnee(`${ENTETE}/ram:ID`, 'Visite ; suivie de la prise en charge si plusieurs se la partagent', (a) => a.id),
  donnee(`${ENTETE}/ram:IssueDateTime`, 'Émission : l’instant de la dernière clôture du mois', (a) =>
    heure(a.emission),
  ),
  donnee(
    `${ACCORD}/ram:BuyerOrderReferencedCIReferencedDocument/ram:IssuerCITradeParty/pie:ID`,
    'Financeur : son code dans FINANCEURS',
    (a) => a.payeur.code,
  ),
  donnee(
    `${ACCORD}/ram:BuyerOrderReferencedCIReferencedDocument/ram:IssuerCITradeParty/pie:Name`,
    'Financeur : son libellé',
    (a) => a.payeur.nom,
  ),
  donnee(
    `${ACCORD}/ram:ContractReferencedCIReferencedDocument/qdt:GlobalID`,
    'Plan d’aide : le numéro de la prise en charge',
    (a) => a.numeroPec,
  ),
  donnee(`${USAGER}/pie:ID`, 'Usager : son identifiant Millésime', (a) => a.usager.id),
  donnee(`${USAGER}/pie:Name`, 'Usager : nom et prénom', (a) => `${a.usager.nom} ${a.usager.prenom}`),
  donnee(`${USAGER}/pie:FirstName`, 'Prénom', (a) => a.usager.prenom),
  donnee(`${USAGER}/pie:LastName`, 'Nom', (a) => a.usager.nom),
  donnee(`${USAGER}/pie:BirthDate`, 'Date de naissance', (a) => a.usager.dateNaissance),
  donnee(`${USAGER}/pie:PostalCITradeAddress/pie:LineOne`, 'Adresse', (a) => a.usager.adresse),
  donnee(`${USAGER}/pie:PostalCITradeAddress/pie:PostcodeCode`, 'Code postal', (a) => a.usager.codePostal),
  donnee(`${USAGER}/pie:PostalCITradeAddress/pie:CityName`, 'Ville', (a) => a.usager.ville),
  { ...reglage(`${USAGER}/pie:PostalCITradeAddress/pie:CountryID`, 'Pays', (_, r) => r.pays), requis: true },
  reglage(`${STRUCTURE}/pie:ID`, 'Structure : l’identifiant que lui donne le Département', (_, r) => r.structure.id),
  { ...reglage(`${STRUCTURE}/pie:Name`, 'Structure : son nom', (_, r) => r.structure.nom), requis: true },
  reglage(`${STRUCTURE}/pie:SIRET`, 'Structure : son SIRET', (_, r) => r.structure.siret),
  donnee(`${STRUCTURE}/pie:DefinedCITradeContact/pie:ID`, 'Intervenant : son identifiant', (a) => a.intervenant.id),
  donnee(
    `${STRUCTURE}/pie:DefinedCITradeContact/pie:PersonName`,
    'Intervenant : nom et prénom',
    (a) => a.intervenant.nom,
  ),
  {
    chemin: `${STRUCTURE}/pie:DefinedCITradeContact/pie:TypeCode`,
    valeur: () => 'INT',
    attributs: liste('ESPPADOM_CONTACT_PRESTATAIRE'),
    sens: 'INT : intervenant',
    origine: 'liste connue',
    requis: true,
  },
  reglage(
    `${STRUCTURE}/pie:PostalCITradeAddress/pie:LineOne`,
    'Structure : adresse',
    (_, r) => r.structure.adresse?.ligne,
  ),
  reglage(
    `${STRUCTURE}/pie:PostalCITradeAddress/pie:PostcodeCode`,
    'Structure : code postal',
    (_, r) => r.structure.adresse?.codePostal,
  ),
  reglage(
    `${STRUCTURE}/pie:PostalCITradeAddress/pie:CityName`,
    'Structure : ville',
    (_, r) => r.structure.adresse?.ville,
  ),
  reglage(
    `${STRUCTURE}/pie:PostalCITradeAddress/pie:CountryID`,
    'Structure : pays',
    (_, r) => r.structure.adresse && r.pays,
  ),
  {
    chemin: `${RETENU}/ram:TypeCode`,
    valeur: (a) => a.ajustement || undefined,
    sens: 'Ajustement, d’après les faits. CRE : aucun pointage ; COA, COD, CO2 : l’arrivée, le départ ou les deux ne sont pas pointés, ou leur pointage n’est pas retenu ; MDT : seules des données autres que l’heure ont changé ; absent si les deux pointages tiennent',
    origine: 'liste connue',
    requis: false,
    attributs: liste('ESPPADOM_EFFECTIVITY_AJUST'),
  },
  donnee(`${RETENU}/ram:OccurrenceCISpecifiedPeriod/qdt:StartDateTime`, 'Début retenu', (a) => heure(a.debut)),
  donnee(`${RETENU}/ram:OccurrenceCISpecifiedPeriod/qdt:EndDateTime`, 'Fin retenue', (a) => heure(a.fin)),
  ...cote('StartDateTime', (a) => a.arrivee, 'Début'),
  ...cote('EndDateTime', (a) => a.depart, 'Fin'),
  donnee(`${LIGNE}/ram:AssociatedCIDDLDocumentLineDocument/ram:LineID`, 'Ligne : la visite', (a) => a.id),
  donnee(
    `${LIGNE}/ram:AssociatedCIDDLDocumentLineDocument/ram:OrderLineID`,
    'Ligne : le numéro de la prise en charge',
    (a) => a.numeroPec,
  ),
  {
    ...donnee(
      `${LIGNE}/ram:SpecifiedCIDDLSupplyChainTradeDelivery/ram:BilledQuantity`,
      'Heures que paie cette prise en charge : minutes / 60, jamais arrondies à deux décimales',
      (a) => heuresFacturees(a.minutes),
    ),
    attributs: () => ({ unitCode: 'HUR' }),
  },
  {
    chemin: `${LIGNE}/ram:SpecifiedCIDDLSupplyChainTradeSettlement/ram:CadreIntervention`,
    valeur: () => 'PRE',
    attributs: liste('ESPPADOM_CADRE'),
    sens: 'PRE : prestataire',
    origine: 'liste connue',
    requis: true,
  },
  {
    chemin: `${LIGNE}/ram:SpecifiedCITradeProduct/qdt:ID`,
    valeur: (a, r) => r.aides[a.dispositif],
    attributs: liste('ESPPADOM_TYPE_AIDE'),
    sens: 'APA, AM ou PCH : code connu ; celui des ASL (AM par défaut) est à confirmer par le Département',
    origine: 'liste connue',
    requis: true,
  },
  donnee(
    `${LIGNE}/ram:SpecifiedCITradeProduct/qdt:Name`,
    'Libellé de l’aide',
    (a, r) => LIBELLES_AIDES[r.aides[a.dispositif]],
  ),
];

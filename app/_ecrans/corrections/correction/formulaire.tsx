'use client';

import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { natureDesHeures } from '#shared/domain/correction/nature-des-heures';
import { jourDeLaVisite } from '#shared/domain/correction/refus-usager';
import type { Valeurs } from '#shared/domain/types';
import type { Instant } from '#shared/temps/types';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import { contexteDe, type Ligne } from '../../../_donnees/depot/lignes';
import { nomsDe } from '../../../_donnees/depot/noms-personnes';
import { useDepot } from '../../../_donnees/lecture/hooks';
import { direNonGardee } from '../../../_ui/actes/annoncer';
import { champDuRefus } from '../../../_ui/actes/composer';
import { usePreparer } from '../../../_ui/actes/enregistrer';
import { convenables } from '../../../_ui/actes/motifs';
import { useQuestion } from '../../../_ui/actes/question';
import {
  Champ,
  ChampSegments,
  ChampTexte,
  type De,
  Formulaire as FormulaireLie,
  type Lecture,
  RefusFormulaire,
  Repris,
  useFormulaire,
  useGarde,
  useValeur,
} from '../../../_ui/formulaire';
import { direCorrigee } from '../../../_ui/personnes/ailleurs';
import { moisDeLaVisite } from '../actes/clos';
import { baseVue, entreTemps, laisserPointees } from '../actes/entre-temps';
import { MoisClos } from '../actes/mois-clos';
import { ChampMotif } from './champ-motif';
import { ChampHeure, Commentaire, HeuresLues } from './champs';
import { ChampsDonnees } from './champs-donnees';
import { lieuDe } from './lieu';
import { motsDe, ongletsDe } from './onglets';
import { parametresDeSaisie } from './parametres';
import { passerAuChamp } from './passages';
import {
  auxChamps,
  direOrigine,
  heuresLoin,
  lireHeures,
  lireSaisie,
  premierChamp,
  proposee,
  type Saisie,
} from './valeurs';

/** What the fields say; `loin`: what is unusual of their hours. */
type Lue = { valeurs: Valeurs; onglet: Saisie['onglet']; loin: string | undefined };

type Props = { ligne: Ligne; maintenant: Instant; annuler: () => void; enregistree: () => void };

const initiale = (l: Ligne, maintenant: Instant): Saisie => ({
  onglet: ongletsDe(l.retenue.supprimee)[0]?.value ?? 'HEURES',
  arrivee: proposee(l, 'debut', maintenant).texte,
  depart: proposee(l, 'fin', maintenant).texte,
  minutes: String(l.retenue.minutesComplementaires),
  usagerId: l.retenue.usagerId,
  intervenantId: l.retenue.intervenantId,
  codePrestation: l.retenue.codePrestation,
  motif: '',
  commentaire: '',
});

const HEURES = [
  { champ: 'arrivee', cote: 'debut', nom: 'Arrivée' },
  { champ: 'depart', cote: 'fin', nom: 'Départ' },
] as const;

const heureQuiManque = ({ retenue: { debut, fin } }: Ligne): 'arrivee' | 'depart' | undefined =>
  debut === undefined ? 'arrivee' : fin === undefined ? 'depart' : undefined;

/** [CO-2] An hour that the form proposed by itself is withdrawn once a call gives that side; what was typed stays. */
const useAppels = (f: De<Saisie>, proposees: Saisie, ouverte: Ligne, actuelle: Ligne): void => {
  const venues = laisserPointees(proposees, proposees, ouverte.retenue, actuelle.retenue);
  const dernier = useRef({ f, venues });
  useLayoutEffect(() => {
    dernier.current = { f, venues };
  });
  const { arrivee, depart } = venues;
  // Before it is painted: an Entrée that follows would write the proposed hour over the call.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only these two ever change, each once.
  useLayoutEffect(() => {
    if (arrivee !== proposees.arrivee || depart !== proposees.depart) dernier.current.f.arrive(dernier.current.venues);
  }, [arrivee, depart]);
};

/** One correction of one visit. The common case: Entrée, two letters, Entrée. */
export const Formulaire = ({ ligne: actuelle, maintenant, annuler, enregistree }: Props) => {
  const etat = useDepot();
  // [CO-4] The visit as it was when the form opened: what is typed answers that, whatever arrives meanwhile.
  const [ligne] = useState(actuelle);
  const preparer = usePreparer(actuelle);
  const [proposees] = useState(() => initiale(ligne, maintenant));
  const parametres = parametresDeSaisie(contexteDe(etat, maintenant), ligne.date);
  const demanderUneFois = useQuestion();
  const lire = (s: Saisie): Lecture<Saisie, Lue> => {
    const lue = lireSaisie(ligne, s, parametres.dureeMax, natureDesHeures(actuelle.retenue));
    if (!lue.ok) return { ok: false, erreurs: auxChamps(lue.erreurs, s.onglet !== 'DONNEES') };
    const loin = heuresLoin(ligne, s, proposees, parametres.dureeMax);
    return { ok: true, valeur: { valeurs: lue.valeurs, onglet: s.onglet, loin } };
  };
  const questionDe = ({ valeurs, loin }: Lue): string | undefined => {
    const { motif: _, commentaire: __, ...quoi } = valeurs;
    const ailleurs = direCorrigee(etat, actuelle, valeurs, maintenant);
    return demanderUneFois(quoi, [...(loin ? [loin] : []), ...ailleurs]);
  };
  const f = useFormulaire({
    depart: () => proposees,
    lire,
    envoyer: (lue, { envoyee }) => {
      const { valeurs, onglet } = lue;
      const r = preparer([valeurs], baseVue(ligne.retenue, actuelle.retenue));
      if (!r.ok) return auxChamps({ [champDuRefus(r.refus, r.correction)]: r.refus.message }, onglet !== 'DONNEES');
      // Only of what can be accepted.
      const question = questionDe(lue);
      if (question !== undefined) return { formulaire: question };
      // The next key is already the next visit's; what the disk refuses is said, and comes back with what was typed.
      const remettre = envoyee();
      r.ecrire().catch(() => {
        remettre();
        direNonGardee(ligne.usager);
      });
      enregistree();
      return undefined;
    },
    brouillon: useGarde(lieuDe(ligne), ['onglet']),
  });
  useAppels(f, proposees, ligne, actuelle);
  // Once, at the opening: back on the tab of the hours, the keyboard stays on the tab.
  const [premier] = useState(() => premierChamp(ligne, f.valeurs()));
  const heureVide = useRef<HTMLInputElement>(null);
  useEffect(() => heureVide.current?.focus(), []);

  const onglet = useValeur(f, 'onglet');
  const mots = motsDe(onglet);
  const quoi = onglet === 'HEURES' ? 'heures' : 'correction';
  const entretemps = entreTemps(ligne.retenue, actuelle.retenue, quoi, (a) => nomAuteur(etat, a), nomsDe(etat));
  return (
    <FormulaireLie
      de={f}
      className="formulaire"
      aria-label="Correction"
      onKeyDownCapture={(ev) => passerAuChamp(ev, heureQuiManque(ligne))}
    >
      <Stack gap="sm">
        <Repris de={f} />
        <ChampSegments
          de={f}
          nom="onglet"
          size="xs"
          fullWidth
          data={ongletsDe(ligne.retenue.supprimee)}
          aria-label="Que corriger"
        />
        <MoisClos mois={moisDeLaVisite(ligne.retenue)} />
        <div aria-live="assertive" style={{ display: 'contents' }}>
          {entretemps ? (
            <Alert color="orange" p="xs" variant="light" data-testid="entre-temps">
              {entretemps}
            </Alert>
          ) : null}
        </div>
        {onglet === 'HEURES' ? (
          <>
            <Group grow align="flex-start" gap="sm">
              {HEURES.map(({ champ, cote, nom }) => (
                <Champ key={champ} de={f} nom={champ}>
                  {(c) => (
                    <ChampHeure
                      nom={nom}
                      {...c}
                      origine={direOrigine(c.valeur === '' ? actuelle : ligne, cote, c.valeur, maintenant)}
                      testId={champ}
                      ref={premier === champ ? heureVide : undefined}
                    />
                  )}
                </Champ>
              ))}
            </Group>
            <HeuresLues de={f} lire={(s) => lireHeures(ligne, s, parametres.dureeMax)} prevu={ligne.prevu} />
          </>
        ) : null}
        {onglet === 'MINUTES' ? (
          <ChampTexte
            de={f}
            nom="minutes"
            label="Minutes complémentaires"
            description="Attente à la porte, course à l’extérieur : le nouveau total, de 0 à 240"
            inputMode="numeric"
            autoComplete="off"
            data-testid="minutes"
            onFocus={(ev) => ev.currentTarget.select()}
          />
        ) : null}
        {onglet === 'DONNEES' ? (
          <ChampsDonnees
            de={f}
            jour={jourDeLaVisite(ligne.retenue)}
            prestations={[ligne.retenue.codePrestation, parametres.prestationParDefaut]}
          />
        ) : null}
        {mots?.avis ? <Text size="sm">{mots.avis}</Text> : null}
        <Champ de={f} nom="motif">
          {(c) => (
            <ChampMotif
              enVigueur={parametres.motifs}
              convenables={mots?.motifs ?? convenables(ligne.retenue)}
              {...c}
              autoFocus={premier === 'motif'}
            />
          )}
        </Champ>
        <Commentaire de={f} />
        <RefusFormulaire de={f} />
        <Group gap="sm" className="formulaire__pied">
          <Button type="submit" size="sm" color={mots?.grave ? 'red' : 'encre'} data-testid="enregistrer">
            {mots?.verbe}
          </Button>
          <Button size="sm" variant="default" onClick={annuler}>
            Fermer
          </Button>
        </Group>
      </Stack>
    </FormulaireLie>
  );
};

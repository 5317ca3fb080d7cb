'use client';

import { Alert, Button, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { natureDesHeures } from '#shared/domain/correction/nature-des-heures';
import { jourDeLaVisite } from '#shared/domain/correction/refus-usager';
import type { Instant } from '#shared/temps/types';
import { nomAuteur } from '../../../_donnees/depot/auteurs';
import { contexteDe, type Ligne } from '../../../_donnees/depot/lignes';
import { nomsDe } from '../../../_donnees/depot/noms-personnes';
import { useDepot } from '../../../_donnees/lecture/hooks';
import { direNonGardee } from '../../../_ui/actes/annoncer';
import { champDuRefus } from '../../../_ui/actes/composer';
import { useEnregistrer } from '../../../_ui/actes/enregistrer';
import { convenables } from '../../../_ui/actes/motifs';
import { BrouillonRepris, useBrouillon } from '../../../_ui/champs/brouillon';
import { ErreurFormulaire } from '../../../_ui/champs/erreur-formulaire';
import { moisDeLaVisite } from '../actes/clos';
import { baseVue, entreTemps, laisserPointees } from '../actes/entre-temps';
import { MoisClos } from '../actes/mois-clos';
import { ChampMotif } from './champ-motif';
import { ChampCommentaire, ChampHeure } from './champs';
import { ChampsDonnees } from './champs-donnees';
import { useFocusErreur } from './focus-erreur';
import { lieuDe } from './lieu';
import { motsDe, type Onglet, ongletsDe } from './onglets';
import { direOrigine, type Erreurs, lireSaisie, premierChamp, proposee, type Saisie } from './valeurs';

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

/** One correction of one visit. The common case: Entrée, two letters, Entrée. */
export const Formulaire = ({ ligne: actuelle, maintenant, annuler, enregistree }: Props) => {
  const etat = useDepot();
  // [CO-4] The visit as it was when the form opened: what is typed answers that, whatever arrives meanwhile.
  const [ligne] = useState(actuelle);
  const enregistrer = useEnregistrer(actuelle);
  const [proposees] = useState(() => initiale(ligne, maintenant));
  const tapee = useBrouillon<Saisie>(lieuDe(ligne), () => proposees, ['onglet']);
  const saisie = laisserPointees(tapee.valeur, proposees, ligne.retenue, actuelle.retenue);
  // Once, at the opening: back on the tab of the hours, the keyboard stays on the tab.
  const [premier] = useState(() => premierChamp(ligne, saisie));
  const heureVide = useRef<HTMLInputElement>(null);
  useEffect(() => heureVide.current?.focus(), []);
  const [erreurs, setErreurs] = useState<Erreurs>({});
  const formulaire = useFocusErreur(erreurs);
  const parametres = contexteDe(etat, maintenant).parametresAu(ligne.date);
  const changer = (partie: Partial<Saisie>): void => {
    setErreurs({});
    tapee.changer(partie);
  };

  const soumettre = (ev: FormEvent): void => {
    ev.preventDefault();
    const lue = lireSaisie(ligne, saisie, parametres.dureeMax, natureDesHeures(actuelle.retenue));
    if (!lue.ok) {
      setErreurs(lue.erreurs);
      return;
    }
    const r = enregistrer([lue.valeurs], baseVue(ligne.retenue, actuelle.retenue));
    if (!r.ok) {
      setErreurs({ [champDuRefus(r.refus, r.correction)]: r.refus.message });
      return;
    }
    // The next key is already the next visit's; what the disk refuses is said, and comes back with what was typed.
    const remettre = tapee.envoyee();
    r.ecrite.catch(() => {
      remettre();
      direNonGardee(ligne.usager);
    });
    enregistree();
  };

  const { onglet } = saisie;
  const mots = motsDe(onglet);
  const quoi = onglet === 'HEURES' ? 'heures' : 'correction';
  const entretemps = entreTemps(ligne.retenue, actuelle.retenue, quoi, (a) => nomAuteur(etat, a), nomsDe(etat));
  return (
    <form ref={formulaire} className="formulaire" onSubmit={soumettre} aria-label="Correction">
      <Stack gap="sm">
        <BrouillonRepris de={tapee} />
        <SegmentedControl
          size="xs"
          fullWidth
          data={ongletsDe(ligne.retenue.supprimee)}
          value={onglet}
          onChange={(v) => changer({ onglet: v as Onglet })}
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
          <Group grow align="flex-start" gap="sm">
            <ChampHeure
              nom="Arrivée"
              valeur={saisie.arrivee}
              changer={(arrivee) => changer({ arrivee })}
              erreur={erreurs.debut}
              origine={direOrigine(saisie.arrivee === '' ? actuelle : ligne, 'debut', saisie.arrivee, maintenant)}
              testId="arrivee"
              ref={premier === 'arrivee' ? heureVide : undefined}
            />
            <ChampHeure
              nom="Départ"
              valeur={saisie.depart}
              changer={(depart) => changer({ depart })}
              erreur={erreurs.fin}
              origine={direOrigine(saisie.depart === '' ? actuelle : ligne, 'fin', saisie.depart, maintenant)}
              testId="depart"
              ref={premier === 'depart' ? heureVide : undefined}
            />
          </Group>
        ) : null}
        {onglet === 'MINUTES' ? (
          <TextInput
            label="Minutes complémentaires"
            description="Attente à la porte, course à l’extérieur : le nouveau total, de 0 à 240"
            value={saisie.minutes}
            onChange={(ev) => changer({ minutes: ev.currentTarget.value })}
            error={erreurs.minutes}
            inputMode="numeric"
            autoComplete="off"
            data-testid="minutes"
            onFocus={(ev) => ev.currentTarget.select()}
          />
        ) : null}
        {onglet === 'DONNEES' ? (
          <ChampsDonnees
            saisie={saisie}
            changer={changer}
            erreurs={erreurs}
            jour={jourDeLaVisite(ligne.retenue)}
            prestations={[ligne.retenue.codePrestation, parametres.prestationParDefaut]}
          />
        ) : null}
        {mots?.avis ? <Text size="sm">{mots.avis}</Text> : null}
        <ChampMotif
          key={tapee.tour}
          enVigueur={parametres.motifs}
          convenables={mots?.motifs ?? convenables(ligne.retenue)}
          valeur={saisie.motif}
          changer={(motif) => changer({ motif })}
          erreur={erreurs.motif}
          autoFocus={premier === 'motif'}
        />
        <ChampCommentaire
          motif={saisie.motif}
          valeur={saisie.commentaire}
          changer={(commentaire) => changer({ commentaire })}
          erreur={erreurs.commentaire}
        />
        <ErreurFormulaire message={erreurs.formulaire ?? (onglet === 'DONNEES' ? undefined : erreurs.usager)} />
        <Group gap="sm">
          <Button type="submit" size="sm" color={mots?.grave ? 'red' : 'encre'} data-testid="enregistrer">
            {mots?.verbe}
          </Button>
          <Button size="sm" variant="default" onClick={annuler}>
            Fermer
          </Button>
        </Group>
      </Stack>
    </form>
  );
};

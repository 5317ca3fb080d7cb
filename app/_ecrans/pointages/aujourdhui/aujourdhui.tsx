'use client';

import { Button, Skeleton, Text, Title } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { aLeDroit } from '#shared/droits/droits';
import { dateLongueEtAnnee } from '#shared/mots/dates';
import type { DateCivile } from '#shared/temps/types';
import { quandLibre } from '../../../_donnees/base/libre';
import type { EtatDepot } from '../../../_donnees/depot/etat-depot';
import type { Ligne } from '../../../_donnees/depot/lignes';
import { RETARDS } from '../../../_donnees/depot/statut-affiche';
import { aLOuverture } from '../../../_donnees/lecture/devancer';
import { useAujourdhui, useDepot, useLignes, useMaintenant, usePoste } from '../../../_donnees/lecture/hooks';
import { useAnnuler } from '../../../_ui/actes/annuler';
import { estEnEcriture } from '../../../_ui/actes/ecriture';
import { useNouvelleVisite } from '../../../_ui/actes/nouvelle-visite';
import { useLienAilleurs } from '../../../_ui/adresses/lien-suivi';
import { lienVisite } from '../../../_ui/adresses/numeros';
import { useRepli } from '../../../_ui/affichage';
import { differer } from '../../../_ui/champs/differe';
import { useFoyerPerdu } from '../../../_ui/champs/foyer-perdu';
import { useImpression } from '../../../_ui/impression';
import { useListe } from '../../../_ui/liste/liste';
import { prochaine } from '../../../_ui/liste/prochaine';
import { useNoms } from '../../../_ui/liste/suivre';
import { Icone } from '../../../_ui/mots/icones';
import { quiAppeler } from '../../../_ui/personnes/a-appeler';
import { telephonesDe } from '../../../_ui/personnes/connus';
import { PanneauVide, useLarge } from '../../../_ui/premiere-visite/panneau-vide';
import { BoutonTouches } from '../../../_ui/touches/bouton-touches';
import { DeGardeIci } from '../../astreinte';
import { NouvelleVisite, nomDe, ouvreSaisie, Panneau, prechargerPanneau } from '../../corrections';
import { MesVisites } from '../../corrections/equipe/mes-visites';
import { NotesPrecedentes } from '../../corrections/equipe/notes-precedentes';
import { AFaireAussi } from './a-faire-aussi';
import { useVisiteMontree } from './adresse';
import { useCalme } from './calme';
import { JourneeImprimee } from './journee-imprimee';
import { LigneJour, type Touches } from './ligne-jour';
import { resumer } from './resume';
import { genreDe, ResumeJour, useEnLecture } from './resume-jour';
import { TableauJour } from './tableau-jour';
import { SURLIGNAGE_MS, useFinDeSurlignage, useJournee } from './use-journee';

const LienAilleurs = differer(() => import('../../../_ui/adresses/lien-ailleurs').then((m) => m.LienAilleurs));

aLOuverture(async () => {
  if (new URLSearchParams(location.search).has('id')) prechargerPanneau();
});

/** [AL-5] Whom to call of a visit that is late: texts, so that the same numbers draw no line again. */
const numerosDuRetard = (
  { statut, retenue }: Ligne,
  etat: EtatDepot,
  aujourdhui: DateCivile,
): { aide?: string; usager?: string } => {
  if (!RETARDS.has(statut)) return {};
  const numeros = quiAppeler(
    retenue.intervention,
    telephonesDe(etat, retenue.usagerId, aujourdhui),
    etat.intervenants.get(retenue.intervenantId)?.telephone,
  );
  return Object.fromEntries(numeros.map(({ qui, numero }) => [qui === 'AIDE' ? 'aide' : 'usager', numero]));
};

/** « 87 faites, 20 en cours, 5 à venir » */
const compteReste = (lignes: readonly Ligne[]): string => {
  const { aFaire, reste } = resumer(lignes);
  return [...aFaire, ...reste].map((p) => p.nom).join(', ');
};

const Vide = () => {
  if (useEnLecture()) {
    return (
      <div aria-busy="true">
        {Array.from({ length: 8 }, (_, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: eight identical bars
          <Skeleton key={n} height={26} mb={6} />
        ))}
      </div>
    );
  }
  return (
    <div className="vide">
      <Text fw={600}>Aucune visite aujourd’hui</Text>
      <Text size="sm" c="dimmed">
        Rien n’est prévu ni pointé dans cette antenne. Le planning arrive de Millésime chaque nuit ; un appel s’affiche
        ici dès qu’il est reçu.
      </Text>
    </div>
  );
};

export const Aujourdhui = () => {
  const jour = useAujourdhui();
  const maintenant = useMaintenant();
  const { session } = usePoste();
  const moi = session.identifiant;
  const tientAstreintes = aLeDroit(session, 'tenirAstreintes');
  const router = useRouter();
  const lignes = useLignes(jour, jour);
  const etat = useDepot();
  const { touchees } = etat;
  const nommer = useNoms(lignes);
  // Where the keyboard is, and whose panel is open: closing one leaves the other.
  const { choisir: setChoisie, ...montrees } = useVisiteMontree();
  const [posee, setSur] = useState(montrees.choisie);
  const [choisie, suivie, sur] = [nommer(montrees.choisie), nommer(montrees.suivie), nommer(posee)];
  const [replie, replier] = useRepli('journee', true);
  const [vise, viser] = useState<string>();
  const imprime = useImpression();
  const [calme, oublierCalme] = useCalme(lignes, jour);
  const deplie = !replie || calme || imprime;
  const regardees = useMemo(
    () => new Set([choisie, suivie, sur].filter((id) => id !== undefined)),
    [choisie, suivie, sur],
  );
  const journee = useJournee(lignes, { touchees, nommer, deplie, regardees });
  useFinDeSurlignage(touchees);
  const { aFaire, reste: calmes } = useMemo(() => resumer(lignes), [lignes]);
  const compteur = [...aFaire, ...calmes].find((p) => genreDe(p) === vise);
  // A counter that is pressed shows what it counts, and what is being looked at.
  const garder = (ls: readonly Ligne[]): readonly Ligne[] =>
    compteur ? ls.filter((l) => compteur.passe(l) || regardees.has(l.id)) : ls;
  const tete = garder(journee.tete);
  const reste = garder(journee.reste);
  const ouvert = deplie || compteur !== undefined;
  const [saisie, setSaisie] = useState(false);
  const [nouvelle, setNouvelle] = useState(false);
  useNouvelleVisite(useCallback(() => setNouvelle(true), []));
  useEffect(() => quandLibre(prechargerPanneau), []);
  const courantes = useRef(lignes);
  useEffect(() => {
    courantes.current = lignes;
  });
  // A visit just made: to be shown as soon as the day has it, then to have the keyboard as soon as its line is drawn.
  const aMontrer = useRef<string>(undefined);
  const aFocaliser = useRef<string>(undefined);
  const voir = useCallback(
    (id: string) => {
      aFocaliser.current = undefined;
      setSur(id);
      setChoisie(id);
      setSaisie(false);
    },
    [setChoisie],
  );
  // A visit that asks for hours opens on its form, any does by Entrée; one in conflict on its versions, where Entrée alone brings the
  // keyboard.
  const ouvrir = useCallback(
    (id: string, touche = false) => {
      voir(id);
      const l = courantes.current.find((x) => x.id === id);
      setSaisie(l !== undefined && ouvreSaisie(l, touche));
    },
    [voir],
  );
  const ids = [...tete, ...(ouvert ? reste : [])].map((l) => l.id).join('\n');
  const cles = useMemo(() => (ids === '' ? [] : ids.split('\n')), [ids]);
  const liste = useListe(cles, sur, (id) => id !== undefined && voir(id), {
    entree: (id) => ouvrir(id, true),
    fermer: () => setChoisie(undefined),
  });
  const ecran = useRef<HTMLDivElement>(null);
  useFoyerPerdu(ecran, () => {
    if (sur !== undefined && cles.includes(sur)) liste.focaliser(sur);
  });
  const derniere = useRef(liste);
  useEffect(() => {
    derniere.current = liste;
  });
  // The same for each line at each drawing: a call that comes draws its own line only.
  const touches = useMemo<Touches>(
    () => ({
      surFocus: (id) => derniere.current.ligne(id).onFocus(),
      surTouche: (ev, id) => derniere.current.ligne(id).onKeyDown(ev),
    }),
    [],
  );
  useAnnuler(
    ([premiere]) => {
      if (premiere === undefined || !courantes.current.some((l) => l.id === premiere)) return;
      voir(premiere);
      liste.focaliser(premiere);
    },
    true,
    (acte) => acte.some((c) => c.date === jour),
  );
  // The focus moves at once: the next key typed is the next visit's.
  const suivante = (): void => {
    if (!choisie) return;
    const aTraiter = courantes.current.flatMap((l) => (l.aTraiter && !estEnEcriture(l.id) ? [l.id] : []));
    const suite = prochaine(cles, new Set(aTraiter), choisie) ?? choisie;
    voir(suite);
    liste.focaliser(suite);
  };
  // Shown once: the panel is then of the line that she chooses. Looked at, it is not folded with the rest.
  useEffect(() => {
    const creee = aMontrer.current;
    if (creee !== undefined && lignes.some((l) => l.id === creee)) {
      aMontrer.current = undefined;
      voir(creee);
      aFocaliser.current = creee;
    }
    const id = aFocaliser.current;
    if (id === undefined || !cles.includes(id)) return;
    aFocaliser.current = undefined;
    derniere.current.focaliser(id);
  }, [lignes, cles, voir]);
  const large = useLarge();
  const montree = saisie ? choisie : suivie;
  const ligne = choisie === undefined ? undefined : lignes.find((l) => l.id === montree);

  const perdu = useLienAilleurs(montrees.choisie, ligne !== undefined);

  const dessiner = (l: Ligne) => {
    const { aide, usager } = numerosDuRetard(l, etat, jour);
    return (
      <LigneJour
        key={nomDe(l)}
        ligne={l}
        moi={moi}
        appelerAide={aide}
        appelerUsager={usager}
        touchee={Date.now() - (touchees.get(l.id) ?? 0) < SURLIGNAGE_MS}
        choisie={l.id === choisie}
        arret={liste.ligne(l.id).tabIndex === 0}
        touches={touches}
        ouvrir={ouvrir}
      />
    );
  };

  return (
    <div ref={ecran} className={ligne || large ? 'ecran ecran--deux' : 'ecran'}>
      <section className="ecran__liste" aria-labelledby="titre">
        <div className="ecran__tete">
          <Title order={1} id="titre">
            <span className="invisible">Aujourd’hui, </span>
            {dateLongueEtAnnee(jour)}
          </Title>
          <div className="ecran__boutons">
            <Button size="xs" variant="default" leftSection={<Icone nom="imprimante" />} onClick={() => print()}>
              Imprimer
            </Button>
            <Button size="xs" variant="default" leftSection={<Icone nom="plus" />} onClick={() => setNouvelle(true)}>
              Nouvelle visite
            </Button>
          </div>
          <ResumeJour lignes={lignes} vise={compteur ? vise : undefined} viser={viser} />
        </div>
        {imprime ? <JourneeImprimee jour={jour} lignes={lignes} compteur={compteur?.nom} /> : null}
        {perdu ? <LienAilleurs lien={perdu} /> : null}
        {tientAstreintes ? (
          <p className="aussi">
            <b>D’astreinte maintenant</b> <DeGardeIci />
          </p>
        ) : null}
        <AFaireAussi jour={jour} />
        <NotesPrecedentes jour={jour} />
        <MesVisites />
        {lignes.length === 0 ? (
          <Vide />
        ) : (
          <TableauJour
            corps={liste.corps}
            tete={tete.length > 0 || compteur ? tete.map(dessiner) : null}
            reste={ouvert ? reste.map(dessiner) : null}
            compte={compteur || journee.reste.length === 0 ? '' : compteReste(journee.reste)}
            deplie={ouvert}
            deplier={(oui) => {
              oublierCalme();
              replier(!oui);
            }}
          />
        )}
        <p className="raccourcis">
          <kbd>↑</kbd> <kbd>↓</kbd> changer de ligne · <kbd>Entrée</kbd> corriger · <kbd>Ctrl Z</kbd> annuler
          <BoutonTouches ecran="aujourdhui" />
        </p>
      </section>
      {ligne ? (
        <Panneau
          key={nomDe(ligne)}
          ligne={ligne}
          saisie={saisie}
          setSaisie={setSaisie}
          maintenant={maintenant}
          fermer={() => setChoisie(undefined)}
          suivante={suivante}
        />
      ) : large ? (
        <PanneauVide />
      ) : null}
      {nouvelle ? (
        <NouvelleVisite
          jour={jour}
          fermer={() => setNouvelle(false)}
          creee={(date, id) => {
            if (date === jour) aMontrer.current = id;
            else router.push(lienVisite(date, id));
          }}
        />
      ) : null}
    </div>
  );
};

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Genre } from '#shared/formats/nom-fichier';
import { devancerLecture, type Lecture, ouvrirLecture } from '../plans/lecture';
import { decoder } from './decoder';

type Decode = { ok: true; lecture: Lecture } | { ok: false; raison: string };

/** A file of the folder: `lire` says its bytes, and its rows are read when they are first asked for. */
export type Contenu = { ok: true; empreinte: string; decoder: () => Decode } | { ok: false; raison: string };

const ouvrir = (octets: Uint8Array): Contenu => {
  let decode: Decode | undefined;
  return {
    ok: true,
    empreinte: createHash('sha256').update(octets).digest('hex'),
    decoder: () => {
      if (decode) return decode;
      const r = decoder(octets);
      decode = r.ok ? { ok: true, lecture: ouvrirLecture(r.texte) } : r;
      return decode;
    },
  };
};

export type FichierOuvert = { lire: () => Promise<Contenu>; devancer: (genre: Genre) => Promise<void> };

/** Its bytes are read once; `devancer` reads its rows before its turn, while the store writes those of the file before it. */
export const ouvrirFichier = (chemin: string): FichierOuvert => {
  let contenu: Promise<Contenu> | undefined;
  const lire = (): Promise<Contenu> => {
    contenu ??= readFile(chemin).then(ouvrir, (e: NodeJS.ErrnoException) => ({
      ok: false,
      raison: `fichier illisible (${e.code ?? e.message}) : vérifiez ses droits`,
    }));
    return contenu;
  };
  return {
    lire,
    devancer: async (genre) => {
      try {
        const lu = await lire();
        const decode = lu.ok ? lu.decoder() : lu;
        if (decode.ok) await devancerLecture(genre, decode.lecture);
      } catch {
        // Its own turn meets the same fault, and tells it.
      }
    },
  };
};

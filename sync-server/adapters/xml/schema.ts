import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

const SCHEMA = fileURLToPath(new URL('../../../shared/formats/esppadom/esppadom-delivery.xsd', import.meta.url));

export type Validateur = {
  /** What is wrong with a document, in the validator's words; undefined: it is valid. */
  faute: (xml: string | Uint8Array) => string | undefined;
  fermer: () => void;
};

const phrase = (e: unknown): string => {
  if (!(e instanceof XmlLibError)) throw e;
  const [premier] = e.details;
  return (premier?.message ?? e.message).trim();
};

/** The schema of ESPPADOM DELIVERY, in libxml2's hands: memory of its own, hence `fermer`. */
export const ouvrirValidateur = (): Validateur => {
  xmlRegisterFsInputProviders();
  // By its URL: the schemas that it imports are found beside it.
  const doc = XmlDocument.fromBuffer(readFileSync(SCHEMA), { url: SCHEMA });
  const xsd = XsdValidator.fromDoc(doc);
  return {
    faute: (xml) => {
      let lu: XmlDocument | undefined;
      try {
        // A text would be copied into the validator's memory sign by sign.
        lu = XmlDocument.fromBuffer(typeof xml === 'string' ? Buffer.from(xml) : xml);
        xsd.validate(lu);
        return undefined;
      } catch (e) {
        return phrase(e);
      } finally {
        lu?.dispose();
      }
    },
    fermer: () => {
      xsd.dispose();
      doc.dispose();
    },
  };
};

import { crc32, deflateSync, gzipSync } from 'node:zlib';
import sharp from 'sharp';

/** A file that somebody sends instead of a picture, or to hurt whoever opens it. */
export interface HostileFile {
  readonly name: string;
  /** As its sender calls it. */
  readonly fileName: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const MIB = 1_048_576;
const SCRIPT = '<script>alert(document.cookie)</script>';
const PHP = '<?php system($_GET["c"]); ?>';
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${SCRIPT}</svg>`;
const XXE = `<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>`;
const PNG_SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** One chunk of a PNG. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A real black PNG of one bit a pixel: few bytes, as many pixels as wished. */
function blackPng(width: number, height: number, ...extra: Buffer[]): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(1, 8);
  const lines = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
  const parts = [chunk('IHDR', header), ...extra, chunk('IDAT', deflateSync(lines))];
  return Buffer.concat([PNG_SIGNATURE, ...parts, chunk('IEND', Buffer.alloc(0))]);
}

/** A GIF with as many frames as wished, some 20 bytes each. */
function gif(frames: number): Buffer {
  const head = Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff', 'latin1');
  const frame = Buffer.from(
    '\x21\xf9\x04\x00\x01\x00\x00\x00\x2c\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00',
    'latin1',
  );
  return Buffer.concat([head, ...Array<Buffer>(frames).fill(frame), Buffer.from(';')]);
}

/** A stored ZIP archive with one empty file of a name that leads elsewhere. */
function zip(): Buffer {
  const name = Buffer.from('../../evil.php');
  const local = Buffer.alloc(30);
  local.write('PK\x03\x04', 'latin1');
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.write('PK\x01\x02', 'latin1');
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length, 16);
  return Buffer.concat([local, name, central, name, end]);
}

/** A JPEG with a segment between its beginning and the rest. */
function withSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, content, jpeg.subarray(2)]);
}

/** The same JPEG that says to be 65,535 pixels wide and high. */
function inflated(jpeg: Buffer): Buffer {
  const copy = Buffer.from(jpeg);
  const frame = copy.indexOf(Buffer.from([0xff, 0xc0]));
  copy.writeUInt16BE(65_535, frame + 5);
  copy.writeUInt16BE(65_535, frame + 7);
  return copy;
}

function brokenSum(png: Buffer): Buffer {
  const copy = Buffer.from(png);
  const at = copy.indexOf('IDAT', 0, 'latin1') + 6;
  copy.writeUInt8(copy.readUInt8(at) ^ 0xff, at);
  return copy;
}

/** Real pictures that the corpus is made of. */
async function pictures() {
  const canvas = sharp({ create: { width: 60, height: 40, channels: 3, background: '#884422' } });
  const frames = await Promise.all(
    ['red', 'green', 'blue'].map((background) =>
      sharp({ create: { width: 20, height: 20, channels: 3, background } })
        .png()
        .toBuffer(),
    ),
  );
  return {
    png: await canvas.clone().png().toBuffer(),
    jpeg: await canvas.clone().jpeg().toBuffer(),
    webp: await canvas.clone().webp().toBuffer(),
    tiff: await canvas.clone().tiff().toBuffer(),
    avif: await canvas.clone().avif({ effort: 0 }).toBuffer(),
    animated: await sharp(frames, { join: { animated: true } })
      .webp()
      .toBuffer(),
  };
}

type Entry = readonly [name: string, bytes: Buffer | string, fileName?: string, type?: string];

const PNG = 'image/png';
const JPEG = 'image/jpeg';

/** Not pictures at all, whatever they are called. */
function pretenders(): Entry[] {
  return [
    ['SVG with a script', SVG, 'x.svg', 'image/svg+xml'],
    ['SVG with a script as PNG', SVG, 'x.png'],
    ['SVG with an external entity', XXE, 'x.svg', PNG],
    ['SVG packed', gzipSync(SVG), 'x.svgz'],
    ['SVG behind a byte order mark', `\ufeff${SVG}`],
    ['HTML as picture', `<!doctype html>${SCRIPT}`],
    ['PHP as picture', PHP, 'shell.php.png'],
    ['script as picture', 'alert(1)', 'x.js'],
    ['GIF that is a script', `GIF89a/*${'\0'.repeat(20)}*/=1;alert(1)//`, 'x.gif', 'image/gif'],
    ['GIF with one frame and a wrong extension', gif(1), 'x.png'],
    ['GIF with 10,000 frames', gif(10_000), 'x.gif'],
    ['zip', zip(), 'x.zip', 'application/zip'],
    ['zip as PNG', zip()],
    ['bomb of gzip', gzipSync(Buffer.alloc(20 * MIB))],
    ['PDF', '%PDF-1.7\n1 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj', 'x.pdf'],
    ['program of Windows', 'MZ\x90\x00This program cannot be run in DOS mode', 'x.exe'],
    ['program of Linux', '\x7fELF\x02\x01\x01'],
    ['PostScript', '%!PS-Adobe-3.0 EPSF-3.0\n(%pipe%id) (w) file', 'x.eps'],
    [
      'drawing script of ImageMagick',
      "push graphic-context\nfill 'url(https://127.0.0.1/x)'",
      'x.mvg',
    ],
    ['bitmap of Windows', `BM${'\0'.repeat(60)}`, 'x.bmp'],
    ['icon', `\0\0\x01\0\x01\0${'\0'.repeat(40)}`, 'x.ico'],
    ['Photoshop', `8BPS\0\x01${'\0'.repeat(40)}`, 'x.psd'],
    ['nothing', ''],
    ['one byte', '\x89'],
    ['signature alone', PNG_SIGNATURE],
    ['path as name', PHP, '../../../../etc/cron.d/evil'],
    ['path of Windows as name', PHP, '..\\..\\web.config'],
    ['name of 5,000 characters', PHP, `${'a'.repeat(5000)}.png`],
  ];
}

/** Files of at least thirty sorts, none of which may become a picture of the shop. */
export async function hostileFiles(): Promise<HostileFile[]> {
  const { png, jpeg, webp, tiff, avif, animated } = await pictures();
  const junk = Buffer.concat([
    Buffer.from('Exif\0\0II*\0'),
    Buffer.alloc(60_000, `${SCRIPT}\xff\0`),
  ]);
  const profile = Buffer.concat([
    Buffer.from('icc\0\0'),
    deflateSync(Buffer.alloc(9_999)),
    Buffer.from(PHP),
  ]);
  const entries: Entry[] = [
    ...pretenders(),
    ['TIFF', tiff, 'x.tiff'],
    ['AVIF', avif, 'x.avif'],
    ['animation', animated, 'x.webp', 'image/webp'],
    ['line of 1 x 60,000', blackPng(1, 60_000)],
    ['line of 60,000 x 1', blackPng(60_000, 1)],
    ['bomb of 20,000 x 20,000', blackPng(20_000, 20_000)],
    ['JPEG that says 65,535 x 65,535', inflated(jpeg), 'x.jpg', JPEG],
    ['half a PNG', png.subarray(0, png.length / 2)],
    ['half a JPEG', jpeg.subarray(0, jpeg.length / 2), 'x.jpg', JPEG],
    ['half a WebP', webp.subarray(0, webp.length / 2), 'x.webp', 'image/webp'],
    ['PNG with a wrong sum', brokenSum(png)],
    ['PNG and page', Buffer.concat([png, Buffer.from(`<html>${SCRIPT}`)])],
    ['PNG and zip', Buffer.concat([png, zip()])],
    [
      'PNG with a script in a text',
      blackPng(8, 8, chunk('tEXt', Buffer.from(`Comment\0${SCRIPT}`))),
    ],
    ['PNG with a program in its colours', blackPng(8, 8, chunk('iCCP', profile))],
    ['JPEG with PHP in a comment', withSegment(jpeg, 0xfe, Buffer.from(PHP)), 'x.php.jpg', JPEG],
    ['JPEG and PDF', withSegment(jpeg, 0xfe, Buffer.from('%PDF-1.7 obj')), 'x.jpg', JPEG],
    ['JPEG with junk in its EXIF', withSegment(jpeg, 0xe1, junk), 'x.jpg', JPEG],
    ['a byte more than allowed', Buffer.alloc(5 * MIB + 1, png)],
    ['50 MB', Buffer.concat([png, Buffer.alloc(50 * MIB)])],
  ];
  return entries.map(([name, bytes, fileName = 'x.png', type = PNG]) => {
    const content = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
    return { name, fileName, type, bytes: content };
  });
}

/** A picture as large as is allowed in few bytes, which may come in. */
export function largestPicture(): Buffer {
  return blackPng(5_000, 5_000);
}

/** What printers and scanners of the trade are set to when they leave the factory. */
const USUAL_BAUD = 9600;

/** COM3, /dev/ttyUSB0, /dev/cu.usbserial-10; with :115200 when the device is set to another speed. */
export function serialAddress(text: string, usualBaud = USUAL_BAUD): { readonly path: string; readonly baud: number } | null {
  const match = /^(?<path>COM\d{1,3}|\/dev\/(?:tty|cu)[\w.-]{1,60})(?::(?<baud>\d{3,7}))?$/iu.exec(text.trim());
  const path = match?.groups?.['path'];
  return path === undefined ? null : { path, baud: Number(match?.groups?.['baud'] ?? usualBaud) };
}

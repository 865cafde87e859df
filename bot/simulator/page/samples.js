/** Invented papers to send where there is no camera: drawn here, marked as samples. */

const WIDTH = 720;
const HEIGHT = 960;
const TITLES = ['GIẤY ĐỀ NGHỊ', 'BIÊN BẢN HỌP DÂN', 'PHIẾU RÀ SOÁT'];

/**
 * Draw a sample paper.
 * @param {number} number each looks different
 * @returns {Promise<File>}
 */
export async function samplePhoto(number) {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const pen = canvas.getContext('2d');
  drawTable(pen, number);
  drawSheet(pen, number);
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
  return new File([blob], `mau-${number + 1}.jpg`, { type: 'image/jpeg' });
}

function drawTable(pen, number) {
  const wood = pen.createLinearGradient(0, 0, WIDTH, HEIGHT);
  wood.addColorStop(0, ['#8a6a4a', '#6d7a5c', '#5c6b7a'][number % 3]);
  wood.addColorStop(1, '#4a3a2c');
  pen.fillStyle = wood;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
}

function drawSheet(pen, number) {
  pen.translate(WIDTH / 2, HEIGHT / 2);
  pen.rotate(((number % 3) - 1) * 0.025);
  pen.shadowColor = 'rgb(0 0 0 / 45%)';
  pen.shadowBlur = 30;
  pen.fillStyle = '#fdfbf4';
  pen.fillRect(-300, -420, 600, 840);
  pen.shadowColor = 'transparent';
  drawWords(pen, TITLES[number % TITLES.length]);
  drawLines(pen, number);
  drawSignature(pen);
  drawMark(pen);
}

function drawWords(pen, title) {
  pen.fillStyle = '#333';
  pen.textAlign = 'center';
  pen.font = '600 20px sans-serif';
  pen.fillText('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 0, -360);
  pen.font = '18px sans-serif';
  pen.fillText('Độc lập – Tự do – Hạnh phúc', 0, -330);
  pen.fillRect(-110, -316, 220, 1.5);
  pen.font = '700 34px sans-serif';
  pen.fillText(title, 0, -250);
}

function drawLines(pen, number) {
  pen.strokeStyle = '#3b4a7a';
  pen.lineWidth = 3;
  for (let line = 0; line < 11; line += 1) {
    const length = 300 + ((line * 67 + number * 41) % 190);
    pen.beginPath();
    for (let x = 0; x <= length; x += 6) {
      const y = -195 + line * 40 + Math.sin(x * 0.35 + line * 2 + number) * 4 + Math.sin(x * 0.11) * 3;
      pen.lineTo(-250 + x, y);
    }
    pen.stroke();
  }
}

function drawSignature(pen) {
  pen.strokeStyle = '#1d3c8f';
  pen.beginPath();
  for (let step = 0; step < 60; step += 1) {
    pen.lineTo(90 + step * 2.2, 320 + Math.sin(step * 0.7) * 26 * Math.cos(step * 0.09));
  }
  pen.stroke();
}

function drawMark(pen) {
  pen.rotate(-0.5);
  pen.fillStyle = 'rgb(190 40 40 / 26%)';
  pen.font = '800 84px sans-serif';
  pen.fillText('ẢNH MẪU', 0, 30);
}

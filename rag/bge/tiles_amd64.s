#include "go_asm.h"
#include "textflag.h"

// Tiles of 6 rows and 64 columns; see the type tile. In all of them AX and BX
// point to the first and fourth row of a, R8 is their stride, DX points to b,
// CX counts the steps, and SI is the tile.

#define LOAD_TILE \
	MOVQ t+0(FP), SI; \
	MOVQ tile_a(SI), AX; \
	MOVQ tile_b(SI), DX; \
	MOVQ tile_aStride(SI), R8; \
	MOVQ tile_steps(SI), CX; \
	LEAQ (R8)(R8*2), BX; \
	ADDQ AX, BX

// AVX-512 VNNI: a row has its 64 sums in four registers.

#define CLEAR512(c0, c1, c2, c3) \
	VPXORD c0, c0, c0; \
	VPXORD c1, c1, c1; \
	VPXORD c2, c2, c2; \
	VPXORD c3, c3, c3

#define ROW512(OP, a, c0, c1, c2, c3) \
	VPBROADCASTD a, Z28; \
	OP Z24, Z28, c0; \
	OP Z25, Z28, c1; \
	OP Z26, Z28, c2; \
	OP Z27, Z28, c3

#define STORE512(c0, c1, c2, c3) \
	VMOVDQU32 c0, (DI); \
	VMOVDQU32 c1, 64(DI); \
	VMOVDQU32 c2, 128(DI); \
	VMOVDQU32 c3, 192(DI); \
	ADDQ R9, DI

#define TILE512(OP) \
	LOAD_TILE; \
	CLEAR512(Z0, Z1, Z2, Z3); \
	CLEAR512(Z4, Z5, Z6, Z7); \
	CLEAR512(Z8, Z9, Z10, Z11); \
	CLEAR512(Z12, Z13, Z14, Z15); \
	CLEAR512(Z16, Z17, Z18, Z19); \
	CLEAR512(Z20, Z21, Z22, Z23); \
loop: \
	VMOVDQU32 (DX), Z24; \
	VMOVDQU32 64(DX), Z25; \
	VMOVDQU32 128(DX), Z26; \
	VMOVDQU32 192(DX), Z27; \
	ROW512(OP, (AX), Z0, Z1, Z2, Z3); \
	ROW512(OP, (AX)(R8*1), Z4, Z5, Z6, Z7); \
	ROW512(OP, (AX)(R8*2), Z8, Z9, Z10, Z11); \
	ROW512(OP, (BX), Z12, Z13, Z14, Z15); \
	ROW512(OP, (BX)(R8*1), Z16, Z17, Z18, Z19); \
	ROW512(OP, (BX)(R8*2), Z20, Z21, Z22, Z23); \
	ADDQ $4, AX; \
	ADDQ $4, BX; \
	ADDQ $256, DX; \
	DECQ CX; \
	JNZ loop; \
	MOVQ tile_c(SI), DI; \
	MOVQ tile_cStride(SI), R9; \
	STORE512(Z0, Z1, Z2, Z3); \
	STORE512(Z4, Z5, Z6, Z7); \
	STORE512(Z8, Z9, Z10, Z11); \
	STORE512(Z12, Z13, Z14, Z15); \
	STORE512(Z16, Z17, Z18, Z19); \
	STORE512(Z20, Z21, Z22, Z23); \
	VZEROUPPER; \
	RET

// func tile8VNNI(t *tile)
TEXT ·tile8VNNI(SB), NOSPLIT, $0-8
	TILE512(VPDPBUSD)

// func tile16VNNI(t *tile)
TEXT ·tile16VNNI(SB), NOSPLIT, $0-8
	TILE512(VPDPWSSD)

// AVX2: the columns are done in strips, of which a row has its sums in two
// registers. R10 counts the strips and R11 holds their offset in c.

#define CLEAR256(c0, c1) \
	VPXOR c0, c0, c0; \
	VPXOR c1, c1, c1

#define CLEAR_STRIP \
	CLEAR256(Y0, Y1); \
	CLEAR256(Y2, Y3); \
	CLEAR256(Y4, Y5); \
	CLEAR256(Y6, Y7); \
	CLEAR256(Y8, Y9); \
	CLEAR256(Y10, Y11)

#define ADD256(c0, c1) \
	VPMADDWD Y12, Y14, Y15; \
	VPADDD Y15, c0, c0; \
	VPMADDWD Y13, Y14, Y15; \
	VPADDD Y15, c1, c1

// A step of four bytes, widened to int16. Even sums are of the first two
// products of a column, odd ones of the other two.
#define ROW8(a, c0, c1) \
	VPBROADCASTD a, X14; \
	VPMOVZXBW X14, Y14; \
	ADD256(c0, c1)

#define STORE8(c0, c1) \
	VPHADDD c1, c0, c0; \
	VPERMQ $0xD8, c0, c0; \
	VMOVDQU c0, (DI)(R11*1); \
	ADDQ R9, DI

// func tile8AVX2(t *tile)
TEXT ·tile8AVX2(SB), NOSPLIT, $0-8
	XORQ R11, R11
	MOVQ $8, R10
strip:
	LOAD_TILE
	ADDQ R11, DX
	CLEAR_STRIP
loop:
	VPMOVSXBW (DX), Y12
	VPMOVSXBW 16(DX), Y13
	ROW8((AX), Y0, Y1)
	ROW8((AX)(R8*1), Y2, Y3)
	ROW8((AX)(R8*2), Y4, Y5)
	ROW8((BX), Y6, Y7)
	ROW8((BX)(R8*1), Y8, Y9)
	ROW8((BX)(R8*2), Y10, Y11)
	ADDQ $4, AX
	ADDQ $4, BX
	ADDQ $256, DX
	DECQ CX
	JNZ loop
	MOVQ tile_c(SI), DI
	MOVQ tile_cStride(SI), R9
	STORE8(Y0, Y1)
	STORE8(Y2, Y3)
	STORE8(Y4, Y5)
	STORE8(Y6, Y7)
	STORE8(Y8, Y9)
	STORE8(Y10, Y11)
	ADDQ $32, R11
	DECQ R10
	JNZ strip
	VZEROUPPER
	RET

// A step of two int16.
#define ROW16(a, c0, c1) \
	VPBROADCASTD a, Y14; \
	ADD256(c0, c1)

#define STORE16(c0, c1) \
	VMOVDQU c0, (DI)(R11*1); \
	VMOVDQU c1, 32(DI)(R11*1); \
	ADDQ R9, DI

// func tile16AVX2(t *tile)
TEXT ·tile16AVX2(SB), NOSPLIT, $0-8
	XORQ R11, R11
	MOVQ $4, R10
strip:
	LOAD_TILE
	ADDQ R11, DX
	CLEAR_STRIP
loop:
	VMOVDQU (DX), Y12
	VMOVDQU 32(DX), Y13
	ROW16((AX), Y0, Y1)
	ROW16((AX)(R8*1), Y2, Y3)
	ROW16((AX)(R8*2), Y4, Y5)
	ROW16((BX), Y6, Y7)
	ROW16((BX)(R8*1), Y8, Y9)
	ROW16((BX)(R8*2), Y10, Y11)
	ADDQ $4, AX
	ADDQ $4, BX
	ADDQ $256, DX
	DECQ CX
	JNZ loop
	MOVQ tile_c(SI), DI
	MOVQ tile_cStride(SI), R9
	STORE16(Y0, Y1)
	STORE16(Y2, Y3)
	STORE16(Y4, Y5)
	STORE16(Y6, Y7)
	STORE16(Y8, Y9)
	STORE16(Y10, Y11)
	ADDQ $64, R11
	DECQ R10
	JNZ strip
	VZEROUPPER
	RET

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seat} from "../src/interfaces/ConsensusTypes.sol";
import {BitmapLib} from "../src/libraries/BitmapLib.sol";
import {CommitmentLib} from "../src/libraries/CommitmentLib.sol";
import {CommitteeLib} from "../src/libraries/CommitteeLib.sol";
import {QuorumLib} from "../src/libraries/QuorumLib.sol";
import {RewardLib} from "../src/libraries/RewardLib.sol";
import {SealLib} from "../src/libraries/SealLib.sol";
import {TallyLib} from "../src/libraries/TallyLib.sol";
import {TaskIdLib} from "../src/libraries/TaskIdLib.sol";
import {BaseTest} from "./BaseTest.sol";

/// @notice 100,000 random cases that the SDK has computed too (packages/sdk/test/vectors/differential-case.ts, whose
/// functions have the names of these): each side derives the inputs from a hash, and one digest holds what it computes
/// of a thousand cases. The first 2,000 by default, all in the profiles `ci` and `nightly`.
contract DifferentialTest is BaseTest {
    /// @dev What both sides compute of a case; each is one word in the digest.
    struct CaseResults {
        bytes32 task;
        /// Zero if the draw fails.
        uint256 committee;
        /// Of member 0.
        bytes32 commitment;
        bytes32 seal;
        bytes32 voteDigest;
        /// Zero if no output has a quorum.
        bytes32 output;
        /// Zero unless decided.
        uint16 winners;
        uint96 share;
        uint96 dust;
        uint96 cut;
        uint256 hardSlash;
        uint256 softSlash;
        uint96 bounty;
        uint256 appealReward;
    }

    uint256 private constant THOUSAND = 1_000;
    uint256 private constant ALL_CASES = 100_000;
    uint256 private constant USUAL_CASES = 2_000;
    bytes32 private constant SEED = keccak256("aichain.differential.1");
    bytes32 private constant SEATS_SEED = keccak256("aichain.differential.seats");
    /// @dev Where votes are hashed: the domain names it.
    address private constant CONSENSUS = address(uint160(0xc0ffee00));
    address private constant CONSOLE = address(uint160(uint88(bytes11("console.log"))));
    uint256 private constant SLOTS = 65_535;
    uint256 private constant SEATS_IN_A_WORD = 16;
    uint256 private constant REWRITTEN = 32;

    Seat[65_536] private _network;
    /// @dev Of the case at hand.
    bytes32 private _seed;
    uint256 private _size;

    /* SET UP */

    function setUp() public override {
        super.setUp();
        vm.etch(CONSENSUS, address(consensus).code);
        vm.pauseGasMetering();
        for (uint256 number; number * SEATS_IN_A_WORD < SLOTS; ++number) {
            uint256 word = uint256(keccak256(abi.encode(SEATS_SEED, number)));
            rewriteWord(number * SEATS_IN_A_WORD, SLOTS, word);
        }
        vm.resumeGasMetering();
    }

    /* TESTS */

    function fixtureThousand() public view returns (uint256[] memory thousands) {
        string memory profile = vm.envOr("FOUNDRY_PROFILE", string("default"));
        bool isThorough = isSame(profile, "ci") || isSame(profile, "nightly");
        uint256 cases = vm.envOr("DIFFERENTIAL_CASES", isThorough ? ALL_CASES : USUAL_CASES);
        thousands = new uint256[](cases / THOUSAND);
        for (uint256 i; i < thousands.length; ++i) {
            thousands[i] = i;
        }
    }

    function table_theSdkComputesTheSame(uint256 thousand) public {
        string memory json = vm.readFile("test/vectors/differential.json");
        bytes32 expected = vm.parseJsonBytes32Array(json, ".digest")[thousand];
        assertEq(digestOfThousand(thousand), expected, hint(thousand));
    }

    /// @dev Shows the cases of a thousand one by one to the SDK's test, which looks for the first that differs.
    function test_printCases() public {
        uint256 thousand = vm.envOr("DIFFERENTIAL_THOUSAND", type(uint256).max);
        if (thousand == type(uint256).max) return;
        for (uint256 place; place < THOUSAND; ++place) {
            uint256 index = thousand * THOUSAND + place;
            print(string.concat("case ", vm.toString(index), " ", vm.toString(abi.encode(resultsOf(index)))));
        }
    }

    function digestOfThousand(uint256 thousand) private returns (bytes32 digest) {
        digest = keccak256(abi.encode(thousand));
        for (uint256 place; place < THOUSAND; ++place) {
            digest = keccak256(abi.encode(digest, resultsOf(thousand * THOUSAND + place)));
        }
    }

    /* CASES */

    function resultsOf(uint256 index) private returns (CaseResults memory r) {
        _seed = keccak256(abi.encode(SEED, index));
        (r.task, _size) = taskOf();
        r.committee = committeeOf(r.task);
        bytes32[] memory outputs = outputsOf();
        (r.commitment, r.seal) = sealOf(r.task, r.committee, outputs);
        bytes32 favourite = bytes32(words(10));
        // The domain names the chain, which `taskOf` has set.
        (, bytes memory digest) =
            CONSENSUS.staticcall(abi.encodeCall(consensus.voteDigest, (r.task, favourite, r.seal)));
        r.voteDigest = abi.decode(digest, (bytes32));
        (r.output, r.winners) = TallyLib.tally(outputs, QuorumLib.quorum(_size));
        if (r.output == UNAVAILABLE) r.winners = 0;
        moneyOf(r);
    }

    function taskOf() private returns (bytes32 task, uint256 size) {
        uint256 word = words(0);
        vm.chainId(1 + bits(word, 0, 32));
        size = 3 + bits(word, 96, 32) % 13;
        task = TaskIdLib.taskId(
            address(uint160(words(3))),
            address(uint160(words(4))),
            uint64(bits(word, 32, 64)),
            bytes32(words(1)),
            bytes32(words(2)),
            uint8(size)
        );
    }

    /// @dev One network in four is large; the others may have fewer seats than are drawn.
    function committeeOf(bytes32 task) private returns (uint256) {
        uint256 word = words(5);
        bool isLarge = word % 4 == 0;
        uint256 slots = isLarge ? 1 + bits(word, 8, 32) % SLOTS : _size - 1 + bits(word, 8, 32) % 40;
        uint256 addedAt = time(1 + words(6) % 96);
        uint256 end = slots < REWRITTEN ? slots : REWRITTEN;
        rewriteWord(0, end, words(8));
        rewriteWord(SEATS_IN_A_WORD, end, words(9));
        bytes32 seed = CommitteeLib.seedOf(bytes32(words(7)), task);
        (uint256 members, uint256 found) = CommitteeLib.draw(_network, seed, slots, _size, addedAt);
        return found == _size ? members : 0;
    }

    /// @dev Most members give the favourite; how many do not is part of the case.
    function outputsOf() private view returns (bytes32[] memory outputs) {
        uint256 dice = words(12);
        bytes32[4] memory choices = [bytes32(words(10)), bytes32(words(11)), UNAVAILABLE, bytes32(0)];
        uint256 favourite = bits(dice, 0, 2);
        uint256 threshold = 5 + bits(dice, 2, 8) % 11;
        outputs = new bytes32[](_size);
        for (uint256 member; member < _size; ++member) {
            bool isLoyal = bits(dice, 16 + 8 * member, 4) < threshold;
            outputs[member] = choices[isLoyal ? favourite : bits(dice, 20 + 8 * member, 2)];
        }
    }

    /// @dev Whoever votes has sealed; of the others, every second.
    function sealOf(bytes32 task, uint256 committee, bytes32[] memory outputs)
        private
        view
        returns (bytes32 first, bytes32 seal)
    {
        uint256 dice = words(12);
        bytes32[] memory commitments = new bytes32[](_size);
        for (uint256 member; member < _size; ++member) {
            uint16 seat = CommitteeLib.seatAt(committee, member);
            bytes32 salt = bytes32(words(20 + member));
            bytes32 commitment = CommitmentLib.commitmentOf(task, seat, outputs[member], salt);
            if (member == 0) first = commitment;
            if (outputs[member] != 0 || bits(dice, 140 + member, 1) == 1) commitments[member] = commitment;
        }
        seal = SealLib.sealOf(commitments);
    }

    function moneyOf(CaseResults memory r) private view {
        uint256 dice = words(13);
        uint96 fee = amountOf(words(14), bits(dice, 0, 8));
        uint96 bond = amountOf(words(15), bits(dice, 8, 8));
        uint96 balance = amountOf(words(16), bits(dice, 16, 8));
        uint256 winners = BitmapLib.count(uint16(1 + bits(dice, 56, 16) % 32_767));
        (r.share, r.dust) = RewardLib.split(fee, winners);
        r.cut = RewardLib.cutOf(fee, bits(dice, 24, 16) % 1_001);
        r.hardSlash = least(balance, RewardLib.hardSlash(bond, bits(dice, 40, 16) % 10_001));
        r.softSlash = least(balance, RewardLib.softSlash(fee, uint8(_size)));
        r.bounty = RewardLib.bounty(uint96(r.hardSlash), fee, uint8(_size));
        r.appealReward = RewardLib.appealReward(least(balance, bond), fee);
    }

    /* SEATS */

    /// @dev Gives the 16 seats from `first` on, but none from `end` on, histories out of a word.
    function rewriteWord(uint256 first, uint256 end, uint256 word) private {
        for (uint256 place; place < SEATS_IN_A_WORD && first + place < end; ++place) {
            Seat storage seat = _network[first + place];
            seat.from = time(bits(word, 16 * place, 5));
            // Half of the seats stay.
            uint256 left = bits(word, 16 * place + 8, 8);
            seat.to = left < 128 ? 0 : time(left - 128);
        }
    }

    /// @dev Small numbers, so that they are often equal, at the upper end of what a seat stores.
    function time(uint256 small) private pure returns (uint40) {
        return uint40(small << 32);
    }

    /* HELPERS */

    /// @dev A word of the case's randomness, by its number.
    function words(uint256 number) private view returns (uint256) {
        return uint256(keccak256(abi.encode(_seed, number)));
    }

    function bits(uint256 word, uint256 from, uint256 count) private pure returns (uint256) {
        return word >> from & ((1 << count) - 1);
    }

    /// @dev At most 96 bits, and every length of them.
    function amountOf(uint256 word, uint256 shift) private pure returns (uint96) {
        return uint96(word) >> (shift % 96);
    }

    function least(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }

    function isSame(string memory a, string memory b) private pure returns (bool) {
        return keccak256(bytes(a)) == keccak256(bytes(b));
    }

    function hint(uint256 thousand) private pure returns (string memory) {
        string memory number = vm.toString(thousand);
        string memory cases = string.concat("of the cases ", number, "000 to ", number, "999 one differs; to see it: ");
        string memory command = "npx vitest run packages/sdk/test/vectors/differential.test.ts";
        return string.concat(cases, "DIFFERENTIAL_THOUSAND=", number, " ", command);
    }

    function print(string memory line) private view {
        (bool printed,) = CONSOLE.staticcall(abi.encodeWithSignature("log(string)", line));
        assertTrue(printed, "console");
    }
}

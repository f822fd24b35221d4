// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Seed, State} from "../../src/interfaces/ConsensusTypes.sol";
import {
    APPEALABLE,
    CLOSED,
    CONVENED,
    IS_APPEAL,
    newTaskWord,
    SETTLED,
    tagOf,
    TaskWord,
    UNAVAILABLE_FOUND
} from "../../src/libraries/TaskWordLib.sol";
import {Committee} from "../../src/types/Committee.sol";
import {TaskId} from "../../src/types/TaskId.sol";
import {Test} from "../support/Test.sol";

/// @notice A task's word: each field keeps what it was given, and nothing else touches it.
contract TaskWordLibTest is Test {
    struct Fields {
        State state;
        Seed seed;
        bool[6] flags;
        uint256 size;
        uint16 committed;
        uint16 revealed;
        uint16 winners;
        uint16 punished;
        uint256 share;
        uint256 addedAt;
        /// Block and tip, or the tag.
        uint256 top;
    }

    function testFuzz_newTaskWord_keepsWhatItWasGiven(
        bool seed,
        uint256 flags,
        uint256 size,
        uint64 share,
        uint32 addedAt,
        uint40 addedIn,
        uint32 roundTip
    ) public pure {
        (size, flags) = (bound(size, 0, 15), flags % 64);
        TaskWord word = newTaskWord(Seed(seed ? 1 : 0), flagsOf(flags), size, share, addedAt, addedIn, roundTip);
        Fields memory f = fieldsOf(word);
        assertEq(uint256(f.state), uint256(State.Open), "open");
        assertEq(uint256(f.seed), seed ? 1 : 0, "seed");
        for (uint256 i; i < 6; ++i) {
            assertEq(f.flags[i], flags >> i & 1 == 1, "flag");
        }
        assertEq(f.size, size, "size");
        assertEq(f.share, share, "share");
        assertEq(f.addedAt, addedAt, "time");
        assertEq(word.addedIn(), addedIn, "block");
        assertEq(word.roundTip(), roundTip, "tip");
        assertEq(f.committed | f.revealed | f.winners | f.punished, 0, "nobody yet");
    }

    function testFuzz_withState_changesTheStateAlone(uint256 raw, uint256 state) public pure {
        state = state % 4;
        Fields memory f = fieldsOf(TaskWord.wrap(raw));
        f.state = State(state);
        check(TaskWord.wrap(raw).withState(State(state)), f);
    }

    function testFuzz_with_setsOneFlagAlone(uint256 raw, uint256 flag) public pure {
        flag = flag % 6;
        Fields memory f = fieldsOf(TaskWord.wrap(raw));
        f.flags[flag] = true;
        check(TaskWord.wrap(raw).with(allFlags()[flag]), f);
    }

    function testFuzz_withCommitted_adds(uint256 raw, uint16 more) public pure {
        Fields memory f = fieldsOf(TaskWord.wrap(raw));
        f.committed |= more;
        check(TaskWord.wrap(raw).withCommitted(more), f);
    }

    function testFuzz_withRevealed_adds(uint256 raw, uint16 more) public pure {
        Fields memory f = fieldsOf(TaskWord.wrap(raw));
        f.revealed |= more;
        check(TaskWord.wrap(raw).withRevealed(more), f);
    }

    function testFuzz_withWinners_adds(uint256 raw, uint16 more) public pure {
        Fields memory f = fieldsOf(TaskWord.wrap(raw));
        f.winners |= more;
        check(TaskWord.wrap(raw).withWinners(more), f);
    }

    function testFuzz_withPunished_adds(uint256 raw, uint16 more) public pure {
        Fields memory f = fieldsOf(TaskWord.wrap(raw));
        f.punished |= more;
        check(TaskWord.wrap(raw).withPunished(more), f);
    }

    function testFuzz_withoutTip_keepsTheBlock(uint256 raw) public pure {
        Fields memory f = fieldsOf(TaskWord.wrap(raw));
        (uint256 block_, TaskWord word) = (TaskWord.wrap(raw).addedIn(), TaskWord.wrap(raw).withoutTip());
        assertEq(word.roundTip(), 0, "no tip");
        assertEq(word.addedIn(), block_, "the block");
        f.top = (raw >> 176) & ~(uint256(type(uint32).max) << 40);
        check(word, f);
    }

    function testFuzz_withTag_takesThePlaceOfBlockAndTip(uint256 raw, uint256 tag) public pure {
        tag &= type(uint80).max;
        Fields memory f = fieldsOf(TaskWord.wrap(raw));
        f.top = tag;
        TaskWord word = TaskWord.wrap(raw).withTag(tag);
        assertEq(word.tag(), tag, "tag");
        check(word, f);
    }

    /* TAG */

    function testFuzz_tagOf_isTheTopOfAHash(TaskId task, Committee committee) public pure {
        uint256 hash = uint256(keccak256(abi.encode(TaskId.unwrap(task), Committee.unwrap(committee))));
        assertEq(tagOf(task, committee), hash / 2 ** 176, "80 bits");
    }

    function testFuzz_tagOf_tellsCommitteesApart(TaskId task, Committee a, Committee b) public pure {
        vm.assume(Committee.unwrap(a) != Committee.unwrap(b));
        assertNotEq(bytes32(tagOf(task, a)), bytes32(tagOf(task, b)), "another tag");
    }

    function testFuzz_tagOf_tellsTasksApart(TaskId a, TaskId b, Committee committee) public pure {
        vm.assume(a != b);
        assertNotEq(bytes32(tagOf(a, committee)), bytes32(tagOf(b, committee)), "another tag");
    }

    /* HELPERS */

    function allFlags() private pure returns (uint256[6] memory) {
        return [CONVENED, CLOSED, APPEALABLE, IS_APPEAL, UNAVAILABLE_FOUND, SETTLED];
    }

    function flagsOf(uint256 set) private pure returns (uint256 flags) {
        for (uint256 i; i < 6; ++i) {
            if (set >> i & 1 == 1) flags |= allFlags()[i];
        }
    }

    function fieldsOf(TaskWord word) private pure returns (Fields memory f) {
        (f.state, f.seed, f.size) = (word.state(), word.seed(), word.size());
        for (uint256 i; i < 6; ++i) {
            f.flags[i] = word.has(allFlags()[i]);
        }
        (f.committed, f.revealed, f.winners, f.punished) =
        (word.committed(), word.revealed(), word.winners(), word.punished());
        (f.share, f.addedAt) = (word.share(), word.addedAt());
        f.top = word.tag();
    }

    function check(TaskWord word, Fields memory expected) private pure {
        assertEq(abi.encode(fieldsOf(word)), abi.encode(expected), "fields");
    }
}
